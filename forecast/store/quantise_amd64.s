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

// func roundOffInts8(raw *int32, eights int, twice float64, zero, last, fill int32)
TEXT ·roundOffInts8(SB), NOSPLIT, $0-36
	MOVQ raw+0(FP), DI
	MOVQ eights+8(FP), CX
	VBROADCASTSD twice+16(FP), Y15
	MOVL zero+24(FP), AX
	MOVQ AX, X14
	VPBROADCASTD X14, Y14
	MOVL last+28(FP), AX
	MOVQ AX, X13
	VPBROADCASTD X13, Y13
	MOVL fill+32(FP), AX
	MOVQ AX, X12
	VPBROADCASTD X12, Y12
	VPCMPEQD Y11, Y11, Y11 // -1
	VPSRLD $31, Y11, Y10 // 1
	MOVL $127, AX
	MOVQ AX, X9
	VPBROADCASTD X9, Y9

eight:
	VMOVDQU (DI), Y0
	VPADDD Y14, Y0, Y1 // n
	VPABSD Y1, Y2
	VEXTRACTI128 $1, Y2, X3
	VCVTDQ2PD X2, Y2
	VCVTDQ2PD X3, Y3
	VMULPD Y15, Y2, Y2
	VMULPD Y15, Y3, Y3
	VCVTTPD2DQY Y2, X2
	VCVTTPD2DQY Y3, X3
	VINSERTI128 $1, X3, Y2, Y2
	VPADDD Y11, Y2, Y2 // most
	VPCMPGTD Y10, Y2, Y3 // at least 2
	VPCMPEQD Y12, Y0, Y4
	VPANDN Y3, Y4, Y3 // and not missing
	VPSRLD $1, Y2, Y4 // a number's exponent is that of its highest bit, unless it is rounded up for the next ones
	VPANDN Y2, Y4, Y4
	VCVTDQ2PS Y4, Y4
	VPSRLD $23, Y4, Y4
	VPSUBD Y9, Y4, Y4 // shift
	VPSLLVD Y4, Y10, Y5
	VPSRLD $1, Y5, Y5
	VPADDD Y5, Y1, Y1
	VPSRAVD Y4, Y1, Y1
	VPSLLVD Y4, Y1, Y1
	VPSUBD Y14, Y1, Y1
	VPMINSD Y13, Y1, Y1
	VPBLENDVB Y3, Y1, Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $32, DI
	DECQ CX
	JNZ eight
	VZEROUPPER
	RET
