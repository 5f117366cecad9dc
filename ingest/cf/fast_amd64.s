#include "textflag.h"

// func extent8(values *float32, eights int, l *lanes)
TEXT ·extent8(SB), NOSPLIT, $0-24
	MOVQ values+0(FP), SI
	MOVQ eights+8(FP), CX
	MOVQ l+16(FP), DI
	VMOVUPS (DI), Y10 // the least
	VMOVUPS 32(DI), Y11 // the greatest
	VMOVUPD 64(DI), Y12 // the sums
	VMOVUPD 96(DI), Y13
	VMOVDQU 128(DI), Y14 // how many

eight:
	VMOVUPS (SI), Y1
	VMINPS Y10, Y1, Y10 // what is missing leaves the second of both
	VMAXPS Y11, Y1, Y11
	VCMPPS $7, Y1, Y1, Y2 // all bits where it is there
	VPSUBD Y2, Y14, Y14
	VANDPS Y2, Y1, Y1
	VEXTRACTF128 $1, Y1, X2
	VCVTPS2PD X1, Y1
	VCVTPS2PD X2, Y2
	VADDPD Y1, Y12, Y12
	VADDPD Y2, Y13, Y13
	ADDQ $32, SI
	DECQ CX
	JNZ eight
	VMOVUPS Y10, (DI)
	VMOVUPS Y11, 32(DI)
	VMOVUPD Y12, 64(DI)
	VMOVUPD Y13, 96(DI)
	VMOVDQU Y14, 128(DI)
	VZEROUPPER
	RET

// func convert8(values *float32, eights int, scale, offset float64)
TEXT ·convert8(SB), NOSPLIT, $0-32
	MOVQ values+0(FP), SI
	MOVQ eights+8(FP), CX
	VBROADCASTSD scale+16(FP), Y10
	VBROADCASTSD offset+24(FP), Y11

eight:
	VCVTPS2PD (SI), Y1
	VCVTPS2PD 16(SI), Y2
	VMULPD Y10, Y1, Y1
	VMULPD Y10, Y2, Y2
	VADDPD Y11, Y1, Y1
	VADDPD Y11, Y2, Y2
	VCVTPD2PSY Y1, X1
	VCVTPD2PSY Y2, X2
	VMOVUPS X1, (SI)
	VMOVUPS X2, 16(SI)
	ADDQ $32, SI
	DECQ CX
	JNZ eight
	VZEROUPPER
	RET
