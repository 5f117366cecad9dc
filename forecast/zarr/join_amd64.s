#include "textflag.h"

// SHORTSUMS makes the eight differences in X1 sums, of which the last is then in all of SUM.
#define SHORTSUMS(SUM) \
	MOVO X1, X2 \
	PSLLO $2, X2 \
	PADDW X2, X1 \
	MOVO X1, X2 \
	PSLLO $4, X2 \
	PADDW X2, X1 \
	MOVO X1, X2 \
	PSLLO $8, X2 \
	PADDW X2, X1 \
	PADDW SUM, X1 \
	PSHUFHW $0xff, X1, SUM \
	PUNPCKHQDQ SUM, SUM

// func joinShorts8(low, high *byte, values *int16, eights int, centre int64, twice bool)
TEXT ·joinShorts8(SB), NOSPLIT, $0-41
	MOVQ low+0(FP), SI
	MOVQ high+8(FP), R8
	MOVQ values+16(FP), DI
	MOVQ eights+24(FP), CX
	MOVQ centre+32(FP), X8
	MOVBLZX twice+40(FP), R9
	PXOR X0, X0
	PXOR X3, X3
	PSHUFLW $0, X8, X8
	PUNPCKLQDQ X8, X8

eight:
	MOVQ (SI), X1
	MOVQ (R8), X2
	PUNPCKLBW X2, X1
	PSUBW X8, X1
	SHORTSUMS(X0)
	TESTL R9, R9
	JZ write
	SHORTSUMS(X3)

write:
	MOVOU X1, (DI)
	ADDQ $8, SI
	ADDQ $8, R8
	ADDQ $16, DI
	DECQ CX
	JNZ eight
	RET

// SUMS makes the four differences in X sums, of which the last is then in all of SUM.
#define SUMS(X, SUM) \
	MOVO X, X2 \
	PSLLO $4, X2 \
	PADDL X2, X \
	MOVO X, X2 \
	PSLLO $8, X2 \
	PADDL X2, X \
	PADDL SUM, X \
	PSHUFD $0xff, X, SUM

// func joinInts8(planes *byte, n int, values *int32, eights int, centre int64, twice bool)
TEXT ·joinInts8(SB), NOSPLIT, $0-41
	MOVQ planes+0(FP), SI
	MOVQ n+8(FP), DX
	MOVQ values+16(FP), DI
	MOVQ eights+24(FP), CX
	MOVQ centre+32(FP), X8
	MOVBLZX twice+40(FP), R9
	LEAQ (DX)(DX*2), R8 // three planes on
	PXOR X0, X0
	PXOR X5, X5
	PSHUFD $0, X8, X8

eight:
	MOVQ (SI), X1
	MOVQ (SI)(DX*1), X2
	PUNPCKLBW X2, X1
	MOVQ (SI)(DX*2), X3
	MOVQ (SI)(R8*1), X2
	PUNPCKLBW X2, X3
	MOVO X1, X4
	PUNPCKLWL X3, X1
	PUNPCKHWL X3, X4
	PSUBL X8, X1
	PSUBL X8, X4
	SUMS(X1, X0)
	SUMS(X4, X0)
	TESTL R9, R9
	JZ write
	SUMS(X1, X5)
	SUMS(X4, X5)

write:
	MOVOU X1, (DI)
	MOVOU X4, 16(DI)
	ADDQ $8, SI
	ADDQ $32, DI
	DECQ CX
	JNZ eight
	RET
