#include "textflag.h"

// Common to both: Y10 and Y11 are the factor and what is added, Y12 the lowest integer that is possible
// and positive, Y13 the span of those that are possible, Y14 whether all are, Y15 positive.
#define BEGIN \
	MOVQ values+0(FP), SI \
	MOVQ raw+8(FP), DI \
	MOVQ eights+16(FP), CX \
	VBROADCASTSD inverse+24(FP), Y10 \
	VBROADCASTSD bias+32(FP), Y11 \
	VPBROADCASTD lowest+40(FP), Y12 \
	VPBROADCASTD span+44(FP), Y13 \
	VPCMPEQD Y14, Y14, Y14 \
	MOVL $0x40000000, AX \
	MOVQ AX, X15 \
	VPBROADCASTD X15, Y15

// EIGHT leaves eight integers in Y1, in double precision as the loop in Go.
#define EIGHT \
	VCVTPS2PD (SI), Y1 \
	VCVTPS2PD 16(SI), Y2 \
	VMULPD Y10, Y1, Y1 \
	VMULPD Y10, Y2, Y2 \
	VADDPD Y11, Y1, Y1 \
	VADDPD Y11, Y2, Y2 \
	VCVTTPD2DQY Y1, X1 \
	VCVTTPD2DQY Y2, X2 \
	VINSERTI128 $1, X2, Y1, Y1 \
	VPSUBD Y12, Y1, Y3 \
	VPMINUD Y13, Y3, Y4 \
	VPCMPEQD Y4, Y3, Y4 \
	VPAND Y4, Y14, Y14 \
	VPSUBD Y15, Y1, Y1

// func quantiseShorts8(values *float32, raw *int16, eights int, inverse, bias float64, lowest, span int32) (possible int32)
TEXT ·quantiseShorts8(SB), NOSPLIT, $0-52
	BEGIN

eight:
	EIGHT
	VEXTRACTI128 $1, Y1, X2
	VPACKSSDW X2, X1, X1
	VMOVDQU X1, (DI)
	ADDQ $32, SI
	ADDQ $16, DI
	DECQ CX
	JNZ eight
	VMOVMSKPS Y14, AX
	MOVL AX, possible+48(FP)
	VZEROUPPER
	RET

// func quantiseInts8(values *float32, raw *int32, eights int, inverse, bias float64, lowest, span int32) (possible int32)
TEXT ·quantiseInts8(SB), NOSPLIT, $0-52
	BEGIN

eight:
	EIGHT
	VMOVDQU Y1, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	DECQ CX
	JNZ eight
	VMOVMSKPS Y14, AX
	MOVL AX, possible+48(FP)
	VZEROUPPER
	RET
