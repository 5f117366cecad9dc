#include "textflag.h"

// func joinShorts8(low, high *byte, values *int16, eights int)
TEXT ·joinShorts8(SB), NOSPLIT, $0-32
	MOVQ low+0(FP), SI
	MOVQ high+8(FP), R8
	MOVQ values+16(FP), DI
	MOVQ eights+24(FP), CX
	PXOR X0, X0 // the sum so far, eight times

eight:
	MOVQ (SI), X1
	MOVQ (R8), X2
	PUNPCKLBW X2, X1
	MOVO X1, X2
	PSLLO $2, X2
	PADDW X2, X1
	MOVO X1, X2
	PSLLO $4, X2
	PADDW X2, X1
	MOVO X1, X2
	PSLLO $8, X2
	PADDW X2, X1
	PADDW X0, X1
	MOVOU X1, (DI)
	PSHUFHW $0xff, X1, X0
	PUNPCKHQDQ X0, X0
	ADDQ $8, SI
	ADDQ $8, R8
	ADDQ $16, DI
	DECQ CX
	JNZ eight
	RET

// SUMS makes the differences in a register sums, of which the last is then in all of X0.
#define SUMS(X) \
	MOVO X, X2 \
	PSLLO $4, X2 \
	PADDL X2, X \
	MOVO X, X2 \
	PSLLO $8, X2 \
	PADDL X2, X \
	PADDL X0, X \
	PSHUFD $0xff, X, X0

// func joinInts8(planes *byte, n int, values *int32, eights int)
TEXT ·joinInts8(SB), NOSPLIT, $0-32
	MOVQ planes+0(FP), SI
	MOVQ n+8(FP), DX
	MOVQ values+16(FP), DI
	MOVQ eights+24(FP), CX
	LEAQ (DX)(DX*2), R8 // three planes on
	PXOR X0, X0

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
	SUMS(X1)
	SUMS(X4)
	MOVOU X1, (DI)
	MOVOU X4, 16(DI)
	ADDQ $8, SI
	ADDQ $32, DI
	DECQ CX
	JNZ eight
	RET
