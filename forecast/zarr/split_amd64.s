#include "textflag.h"

// DIFFERENCES of the values in X from the one before each; BEFORE, which ends with the one before the first,
// holds the values then. ONE is the bytes of all but one value.
#define DIFFERENCES(SUB, ONE, X, BEFORE) \
	MOVO X, X7 \
	PALIGNR ONE, BEFORE, X7 \
	MOVO X, BEFORE \
	SUB X7, X

// func splitShorts8(value, difference, centre int64, twice bool, values *int16, low, high *byte, eights int)
TEXT ·splitShorts8(SB), NOSPLIT, $0-64
	MOVQ value+0(FP), AX
	MOVQ difference+8(FP), BX
	MOVQ centre+16(FP), R10
	MOVBLZX twice+24(FP), R9
	MOVQ values+32(FP), SI
	MOVQ low+40(FP), DI
	MOVQ high+48(FP), R8
	MOVQ eights+56(FP), CX
	PXOR X0, X0
	PINSRW $7, AX, X0
	PXOR X6, X6
	PINSRW $7, BX, X6
	PCMPEQW X5, X5
	PSRLW $8, X5
	MOVQ R10, X8
	PSHUFLW $0, X8, X8
	PUNPCKLQDQ X8, X8

eight:
	PREFETCHT0 64(SI) // the next chunk of a grid continues this row
	MOVOU (SI), X1
	DIFFERENCES(PSUBW, $14, X1, X0)
	TESTL R9, R9
	JZ write
	DIFFERENCES(PSUBW, $14, X1, X6)

write:
	PADDW X8, X1
	MOVO X1, X3
	PAND X5, X1
	PSRLW $8, X3
	PACKUSWB X3, X1
	MOVQ X1, (DI)
	MOVHPS X1, (R8)
	ADDQ $16, SI
	ADDQ $8, DI
	ADDQ $8, R8
	DECQ CX
	JNZ eight
	RET

// The bytes of four values, sorted by their place in the value.
DATA byPlace<>+0(SB)/8, $0x0d0905010c080400
DATA byPlace<>+8(SB)/8, $0x0f0b07030e0a0602
GLOBL byPlace<>(SB), RODATA|NOPTR, $16

// func splitInts8(value, difference, centre int64, twice bool, values *int32, planes *byte, n, eights int)
TEXT ·splitInts8(SB), NOSPLIT, $0-64
	MOVQ value+0(FP), AX
	MOVQ difference+8(FP), BX
	MOVQ centre+16(FP), R10
	MOVBLZX twice+24(FP), R9
	MOVQ values+32(FP), SI
	MOVQ planes+40(FP), DI
	MOVQ n+48(FP), DX
	MOVQ eights+56(FP), CX
	LEAQ (DX)(DX*2), R8 // three planes on
	MOVQ AX, X0
	PSLLO $12, X0
	MOVQ BX, X6
	PSLLO $12, X6
	MOVOU byPlace<>(SB), X5
	MOVQ R10, X8
	PSHUFD $0, X8, X8

eight:
	PREFETCHT0 128(SI)
	MOVOU (SI), X1
	MOVOU 16(SI), X2
	DIFFERENCES(PSUBL, $12, X1, X0)
	DIFFERENCES(PSUBL, $12, X2, X0)
	TESTL R9, R9
	JZ write
	DIFFERENCES(PSUBL, $12, X1, X6)
	DIFFERENCES(PSUBL, $12, X2, X6)

write:
	PADDL X8, X1
	PADDL X8, X2
	PSHUFB X5, X1
	PSHUFB X5, X2
	MOVO X1, X3
	PUNPCKLLQ X2, X1
	PUNPCKHLQ X2, X3
	MOVQ X1, (DI)
	MOVHPS X1, (DI)(DX*1)
	MOVQ X3, (DI)(DX*2)
	MOVHPS X3, (DI)(R8*1)
	ADDQ $32, SI
	ADDQ $8, DI
	DECQ CX
	JNZ eight
	RET
