# Shadows as the cameras see them, one angle a minute. Needs daylight.
import sys

for line in sys.stdin:
    camera, angle = line.split()
    print(f"{camera},{float(angle):.1f}")
