; The Windows installer where electron-builder's own cannot be made: for one user, without administrator's rights.
; makensis gets VERSION, SOURCE (the program's folder), ICON, OUT, and QUICK to leave out compression.
Unicode true
ManifestDPIAware true
!define NAME "Clickstream Console"
!define PROGRAM "Clickstream Console.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\io.clickstream-console.app"
!ifdef QUICK
	SetCompress off
!else
	SetCompressor /SOLID lzma
!endif
Name "${NAME}"
OutFile "${OUT}"
Icon "${ICON}"
UninstallIcon "${ICON}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "LegalCopyright" "Copyright the Clickstream Console contributors"

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

!include x64.nsh
Function .onInit
	${IfNot} ${RunningX64}
		MessageBox MB_ICONSTOP|MB_OK "${NAME} needs a 64-bit Windows." /SD IDOK
		Abort
	${EndIf}
FunctionEnd

; A program that runs keeps its file open for writing by no one else: then nothing is changed.
!macro EndUnlessClosed
	IfFileExists "$INSTDIR\${PROGRAM}" 0 closed
	ClearErrors
	FileOpen $0 "$INSTDIR\${PROGRAM}" a
	IfErrors 0 free
	MessageBox MB_ICONSTOP|MB_OK "${NAME} is running. Quit it, then start this again." /SD IDOK
	Abort
	free:
	FileClose $0
	closed:
!macroend

; What a version before left behind goes; what another put into the folder, and the data, which is elsewhere, stays.
!macro RemoveProgram
	IfFileExists "$INSTDIR\${PROGRAM}" 0 none
	RMDir /r "$INSTDIR\resources"
	RMDir /r "$INSTDIR\locales"
	Delete "$INSTDIR\*.dll"
	Delete "$INSTDIR\*.pak"
	Delete "$INSTDIR\*.bin"
	Delete "$INSTDIR\icudtl.dat"
	Delete "$INSTDIR\vk_swiftshader_icd.json"
	Delete "$INSTDIR\version"
	Delete "$INSTDIR\LICENSE*"
	Delete "$INSTDIR\THIRD-PARTY-LICENCES.txt"
	Delete "$INSTDIR\${PROGRAM}"
	none:
!macroend

Section "install"
	!insertmacro EndUnlessClosed
	!insertmacro RemoveProgram
	SetOutPath "$INSTDIR"
	File /r "${SOURCE}/*.*"
	WriteUninstaller "$INSTDIR\Uninstall.exe"
	CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
	WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
	WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
	WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
	WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
	WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "uninstall"
	!insertmacro EndUnlessClosed
	!insertmacro RemoveProgram
	Delete "$INSTDIR\Uninstall.exe"
	RMDir "$INSTDIR"
	Delete "$SMPROGRAMS\${NAME}.lnk"
	DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
