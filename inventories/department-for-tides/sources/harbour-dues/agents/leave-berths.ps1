# Control-M runs this on its Windows agent after HDDAILY: the control room of the barriers reads the share.
$received = "E:\harbour\berths.dat"
$share = "\\files01.tides.example\controlroom"

Copy-Item -Path $received -Destination "$share\berths.dat" -Force
