#include "textflag.h"

// func splitShorts8(previous int64, values *int16, low, high *byte, eights int)
TEXT ·splitShorts8(SB), NOSPLIT, $0-40
	MOVQ previous+0(FP), AX
	MOVQ values+8(FP), SI
	MOVQ low+16(FP), DI
	MOVQ high+24(FP), R8
	MOVQ eights+32(FP), CX
	PXOR X0, X0
	PINSRW $7, AX, X0 // the eight values before end with the previous one
	PCMPEQW X5, X5
	PSRLW $8, X5

eight:
	PREFETCHT0 64(SI) // the next square of a grid continues this row
	MOVOU (SI), X1
	MOVO X1, X2
	PALIGNR $14, X0, X2 // each value's previous one
	MOVO X1, X0
	PSUBW X2, X1
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

// func splitInts8(previous int64, values *int32, planes *byte, n, eights int)
TEXT ·splitInts8(SB), NOSPLIT, $0-40
	MOVQ previous+0(FP), AX
	MOVQ values+8(FP), SI
	MOVQ planes+16(FP), DI
	MOVQ n+24(FP), DX
	MOVQ eights+32(FP), CX
	LEAQ (DX)(DX*2), R8 // three planes on
	MOVQ AX, X0
	PSLLO $12, X0
	MOVOU byPlace<>(SB), X5

eight:
	PREFETCHT0 128(SI)
	MOVOU (SI), X1
	MOVOU 16(SI), X2
	MOVO X1, X3
	PALIGNR $12, X0, X3
	MOVO X2, X4
	PALIGNR $12, X1, X4
	MOVO X2, X0
	PSUBL X3, X1
	PSUBL X4, X2
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
