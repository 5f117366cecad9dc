#include "textflag.h"

// func speedEights(dst, u, v *float32, eights int)
TEXT ·speedEights(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ u+8(FP), SI
	MOVQ v+16(FP), DX
	MOVQ eights+24(FP), CX

eight:
	VMOVUPS (SI), Y0
	VMOVUPS (DX), Y1
	VMULPS Y0, Y0, Y0
	VMULPS Y1, Y1, Y1
	VADDPS Y1, Y0, Y0
	VSQRTPS Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	DECQ CX
	JNZ eight
	VZEROUPPER
	RET

// func boundEights(values *float32, eights int, least, most, missing float32)
TEXT ·boundEights(SB), NOSPLIT, $0-28
	MOVQ values+0(FP), DI
	MOVQ eights+8(FP), CX
	VBROADCASTSS least+16(FP), Y8
	VBROADCASTSS most+20(FP), Y9
	VBROADCASTSS missing+24(FP), Y10

eight:
	VMOVUPS (DI), Y0
	VCMPPS $1, Y8, Y0, Y1 // less than the least
	VCMPPS $1, Y0, Y9, Y2 // the most less than it
	VORPS Y1, Y2, Y1
	VBLENDVPS Y1, Y10, Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	DECQ CX
	JNZ eight
	VZEROUPPER
	RET
