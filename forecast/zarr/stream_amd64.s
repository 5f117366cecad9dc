#include "textflag.h"

// func streamFours(words *[256]uint64, p *byte, length, fours int, dst *byte) (held, n uint64, size int)
TEXT ·streamFours(SB), NOSPLIT, $0-64
	MOVQ words+0(FP), BX
	MOVQ p+8(FP), SI
	ADDQ length+16(FP), SI
	MOVQ fours+24(FP), CX
	MOVQ dst+32(FP), DI
	XORQ DX, DX // held
	XORQ R14, R14 // n

four:
	MOVBLZX -1(SI), AX
	MOVQ (BX)(AX*8), R8
	MOVBLZX -2(SI), AX
	MOVQ (BX)(AX*8), R9
	MOVBLZX -3(SI), AX
	MOVQ (BX)(AX*8), R10
	MOVBLZX -4(SI), AX
	MOVQ (BX)(AX*8), R11
	SHRXQ R9, R8, R12 // two and two are joined, so that what is held waits for one shift
	ORQ R9, R12
	ADDQ R9, R8
	SHRXQ R11, R10, R13
	ORQ R11, R13
	ADDQ R11, R10
	SHRXQ R10, R12, R12
	ORQ R13, R12
	ADDQ R10, R8
	SHRXQ R8, DX, DX
	ORQ R12, DX
	ADDQ R8, R14
	ANDQ $63, R14
	MOVQ R14, AX
	NEGQ AX
	SHRXQ AX, DX, R13
	MOVQ R13, (DI)
	MOVQ R14, AX
	SHRQ $3, AX
	ADDQ AX, DI
	ANDQ $7, R14
	SUBQ $4, SI
	DECQ CX
	JNZ four
	MOVQ DX, held+40(FP)
	MOVQ R14, n+48(FP)
	SUBQ dst+32(FP), DI
	MOVQ DI, size+56(FP)
	RET
