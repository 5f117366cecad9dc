#include "textflag.h"

DATA rapid<>+0(SB)/4, $(0.81632653061224490) // 1/1.225
DATA rapid<>+4(SB)/4, $(1.0)
DATA rapid<>+8(SB)/4, $(0.33333333333333333)
DATA rapid<>+12(SB)/4, $(0.2)
DATA rapid<>+16(SB)/4, $(0.14285714285714286)
DATA rapid<>+20(SB)/4, $(0.11111111111111111)
DATA rapid<>+24(SB)/4, $(0.066666666666666667) // 1/15
DATA rapid<>+28(SB)/4, $(0.16666666666666667)
DATA rapid<>+32(SB)/4, $(0.66666666666666667)
DATA rapid<>+36(SB)/4, $(0.5)
DATA rapid<>+40(SB)/4, $(0.041666666666666667) // 1/24
DATA rapid<>+44(SB)/4, $(0.0083333333333333333) // 1/120
DATA rapid<>+48(SB)/4, $(0.0013888888888888889) // 1/720
DATA rapid<>+52(SB)/4, $(64.0)
DATA rapid<>+56(SB)/4, $0x7fc00000 // missing
DATA rapid<>+60(SB)/4, $0x80000000 // the sign
DATA rapid<>+64(SB)/4, $(0.608)
GLOBL rapid<>(SB), RODATA|NOPTR, $68

#define STANDARD rapid<>+0(SB)
#define ONE rapid<>+4(SB)
#define THIRD rapid<>+8(SB)
#define FIFTH rapid<>+12(SB)
#define SEVENTH rapid<>+16(SB)
#define NINTH rapid<>+20(SB)
#define FIFTEENTH rapid<>+24(SB)
#define SIXTH rapid<>+28(SB)
#define FAST rapid<>+32(SB)
#define HALF rapid<>+36(SB)
#define OF24 rapid<>+40(SB)
#define OF120 rapid<>+44(SB)
#define OF720 rapid<>+48(SB)
#define CELLS rapid<>+52(SB)
#define MISSING rapid<>+56(SB)
#define SIGN rapid<>+60(SB)
#define MOISTURE rapid<>+64(SB)

// PLUS and TIMES take a constant to y, by way of Y15.
#define PLUS(constant, y) \
	VBROADCASTSS constant, Y15 \
	VADDPS Y15, y, y

#define TIMES(constant, y) \
	VBROADCASTSS constant, Y15 \
	VMULPS Y15, y, y

// EXPONENTIAL is exponential.
#define EXPONENTIAL(x, y) \
	VBROADCASTSS OF720, y \
	VMULPS x, y, y \
	PLUS(OF120, y) \
	VMULPS x, y, y \
	PLUS(OF24, y) \
	VMULPS x, y, y \
	PLUS(SIXTH, y) \
	VMULPS x, y, y \
	PLUS(HALF, y) \
	VMULPS x, y, y \
	PLUS(ONE, y) \
	VMULPS x, y, y \
	PLUS(ONE, y)

// MOVE leaves v exponential(gain(of) log) in y, by way of Y14.
#define MOVE(v, of, log, y) \
	VBROADCASTSS FIFTEENTH, Y15 \
	VMULPS Y15, of, Y14 \
	VBROADCASTSS SIXTH, Y15 \
	VSUBPS Y15, Y14, Y14 \
	VBROADCASTSS THIRD, Y15 \
	VMAXPS Y15, Y14, Y14 \
	VBROADCASTSS FAST, Y15 \
	VMINPS Y15, Y14, Y14 \
	VMULPS log, Y14, Y14 \
	EXPONENTIAL(Y14, y) \
	VMULPS v, y, y

// GATHER takes one of the four numbers of two points, by way of Y15.
#define GATHER(offset, y) \
	VPCMPEQD Y15, Y15, Y15 \
	VGATHERDPS Y15, offset(R9)(Y5*8), y

// func powerEights(dst, speed, density *float32, eights int, points *float32, cells *int32, last int32, lastCell, cutIn, cutOut float32)
TEXT ·powerEights(SB), NOSPLIT, $0-64
	MOVQ dst+0(FP), DI
	MOVQ speed+8(FP), SI
	MOVQ density+16(FP), DX
	MOVQ eights+24(FP), CX
	MOVQ points+32(FP), R9
	MOVQ cells+40(FP), R10

eight:
	VMOVUPS (SI), Y0 // v
	VMOVUPS (DX), Y1
	VCMPPS $3, Y1, Y0, Y2 // one of them is missing
	TIMES(STANDARD, Y1)
	VBROADCASTSS ONE, Y15
	VSUBPS Y15, Y1, Y3
	VADDPS Y15, Y1, Y1
	VDIVPS Y1, Y3, Y3 // z
	VMULPS Y3, Y3, Y4
	VBROADCASTSS NINTH, Y1
	VMULPS Y4, Y1, Y1
	PLUS(SEVENTH, Y1)
	VMULPS Y4, Y1, Y1
	PLUS(FIFTH, Y1)
	VMULPS Y4, Y1, Y1
	PLUS(THIRD, Y1)
	VMULPS Y4, Y1, Y1
	PLUS(ONE, Y1)
	VADDPS Y3, Y3, Y3
	VMULPS Y1, Y3, Y3 // log
	VBROADCASTSS SIGN, Y15
	VXORPS Y15, Y3, Y4 // -log

	MOVE(Y0, Y0, Y3, Y1)
	MOVE(Y0, Y1, Y3, Y7)
	VMOVUPS Y7, Y1 // still
	TIMES(CELLS, Y1)
	VXORPS Y15, Y15, Y15
	VMAXPS Y15, Y1, Y1
	VBROADCASTSS lastCell+52(FP), Y15
	VMINPS Y15, Y1, Y1
	VCVTTPS2DQ Y1, Y1
	VPCMPEQD Y15, Y15, Y15
	VPGATHERDD Y15, (R10)(Y1*4), Y5 // k

near:
	GATHER(0, Y6)
	MOVE(Y6, Y6, Y4, Y7)
	VMOVUPS Y7, Y6 // low
	GATHER(8, Y8)
	MOVE(Y8, Y8, Y4, Y7) // high
	VCMPPS $1, Y6, Y0, Y8 // v < low
	VPXOR Y15, Y15, Y15
	VPCMPGTD Y15, Y5, Y9 // k > 0
	VPAND Y8, Y9, Y9
	VCMPPS $2, Y0, Y7, Y10 // high <= v
	VBROADCASTSS last+48(FP), Y15
	VPCMPGTD Y5, Y15, Y11
	VPAND Y10, Y11, Y11
	VPADDD Y9, Y5, Y5
	VPSUBD Y11, Y5, Y5
	VPOR Y9, Y11, Y11
	VMOVMSKPS Y11, AX
	TESTL AX, AX
	JNZ near

	VSUBPS Y6, Y0, Y10
	VSUBPS Y6, Y7, Y7
	VDIVPS Y7, Y10, Y10
	VBROADCASTSS ONE, Y15
	VMINPS Y15, Y10, Y10 // share
	GATHER(4, Y6)
	GATHER(12, Y7)
	VSUBPS Y6, Y7, Y7
	VMULPS Y10, Y7, Y7
	VADDPS Y7, Y6, Y6

	VBROADCASTSS cutIn+56(FP), Y15
	VCMPPS $1, Y15, Y0, Y9
	VBROADCASTSS cutOut+60(FP), Y15
	VCMPPS $2, Y0, Y15, Y10
	VORPS Y9, Y8, Y8
	VORPS Y10, Y8, Y8
	VORPS Y2, Y8, Y8
	VANDNPS Y6, Y8, Y6
	VBROADCASTSS MISSING, Y15
	VANDPS Y15, Y2, Y2
	VORPS Y2, Y6, Y6
	VMOVUPS Y6, (DI)

	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	DECQ CX
	JNZ eight
	VZEROUPPER
	RET

// func densityEights(dst, temperature, pressure, humidity *float32, eights int, drop, half, column, gas float32)
TEXT ·densityEights(SB), NOSPLIT, $0-56
	MOVQ dst+0(FP), DI
	MOVQ temperature+8(FP), SI
	MOVQ pressure+16(FP), DX
	MOVQ humidity+24(FP), R8
	MOVQ eights+32(FP), CX
	VBROADCASTSS drop+40(FP), Y10
	VBROADCASTSS half+44(FP), Y11
	VBROADCASTSS column+48(FP), Y12
	VBROADCASTSS gas+52(FP), Y13
	VBROADCASTSS SIGN, Y9

eight:
	VXORPS Y1, Y1, Y1
	TESTQ R8, R8
	JZ dry
	VMOVUPS (R8), Y1
	ADDQ $32, R8

dry:
	VCMPPS $7, Y1, Y1, Y2 // not missing
	VANDPS Y2, Y1, Y1
	TIMES(MOISTURE, Y1)
	PLUS(ONE, Y1)
	VMOVUPS (SI), Y0
	VSUBPS Y10, Y0, Y0
	VMULPS Y1, Y0, Y0 // the virtual temperature
	VADDPS Y11, Y0, Y1
	VDIVPS Y1, Y12, Y1
	VXORPS Y9, Y1, Y1
	EXPONENTIAL(Y1, Y2)
	VMULPS (DX), Y2, Y2
	VMULPS Y13, Y0, Y0
	VDIVPS Y0, Y2, Y2
	VMOVUPS Y2, (DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	DECQ CX
	JNZ eight
	VZEROUPPER
	RET

// func shearEights(dst, below, above *float32, eights int, factors *float32, low, perUnit, last float32)
TEXT ·shearEights(SB), NOSPLIT, $0-52
	MOVQ dst+0(FP), DI
	MOVQ below+8(FP), SI
	MOVQ above+16(FP), DX
	MOVQ eights+24(FP), CX
	MOVQ factors+32(FP), R9
	VBROADCASTSS low+40(FP), Y10
	VBROADCASTSS perUnit+44(FP), Y11
	VBROADCASTSS last+48(FP), Y12
	VBROADCASTSS ONE, Y13
	VXORPS Y9, Y9, Y9

eight:
	VMOVUPS (SI), Y0
	VMOVUPS (DX), Y1
	VDIVPS Y1, Y0, Y2
	VSUBPS Y10, Y2, Y2
	VMULPS Y11, Y2, Y2
	VMAXPS Y9, Y2, Y2
	VMINPS Y12, Y2, Y2
	VCVTTPS2DQ Y2, Y5
	VCVTDQ2PS Y5, Y3
	VSUBPS Y3, Y2, Y2
	VPCMPEQD Y15, Y15, Y15
	VGATHERDPS Y15, (R9)(Y5*4), Y3
	VPCMPEQD Y15, Y15, Y15
	VGATHERDPS Y15, 4(R9)(Y5*4), Y4
	VSUBPS Y3, Y4, Y4
	VMULPS Y2, Y4, Y4
	VADDPS Y4, Y3, Y3
	VCMPPS $1, Y1, Y9, Y4 // above the calm
	VBLENDVPS Y4, Y3, Y13, Y3
	VMULPS Y1, Y3, Y3
	VMULPS Y9, Y0, Y0
	VADDPS Y0, Y3, Y3
	VMOVUPS Y3, (DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	DECQ CX
	JNZ eight
	VZEROUPPER
	RET
