#include "textflag.h"

// func markWords64(p *byte, marks *uint64, words int) (n int)
TEXT ·markWords64(SB), NOSPLIT, $0-32
	MOVQ p+0(FP), SI
	MOVQ marks+8(FP), DI
	MOVQ words+16(FP), CX
	XORQ R8, R8

word:
	VMOVDQU (SI), Y0
	VMOVDQU 32(SI), Y1
	VPCMPEQB 1(SI), Y0, Y0
	VPCMPEQB 33(SI), Y1, Y1
	VPMOVMSKB Y0, AX
	VPMOVMSKB Y1, BX
	SHLQ $32, BX
	ORQ BX, AX
	NOTQ AX // equal ones were marked
	MOVQ AX, (DI)
	POPCNTQ AX, AX
	ADDQ AX, R8
	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ word
	MOVQ R8, n+24(FP)
	VZEROUPPER
	RET
