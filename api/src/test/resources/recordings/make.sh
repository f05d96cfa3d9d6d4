#!/bin/sh
# Makes the files beside it anew, with ffmpeg 5.1 of Debian 12.
#
# The sound: 1.2 s, of which the first 0.4 are silent; then a tone that becomes louder, to its end.
set -e
cd "$(dirname "$0")"
SOUND="aevalsrc='if(lt(t,0.4),0,(t-0.4)/0.8*0.8*sin(2*PI*440*t))':s=48000:d=1.2"
PICTURE="testsrc=s=64x48:r=10:d=1"
TONE="sine=f=300:d=1"
make() { ffmpeg -v error -y -bitexact "$@"; }
sound() { make -f lavfi -i "$SOUND" -bitexact "$@"; }
film() { make -f lavfi -i "$PICTURE" -f lavfi -i "$TONE" -shortest -bitexact "$@"; }

sound -ac 1 -c:a aac -b:a 32k ramp.m4a
sound -ac 2 -c:a aac -b:a 48k -movflags +frag_keyframe+empty_moov+default_base_moof -frag_duration 300000 fragments.m4a
sound -ac 1 -c:a libopus -b:a 24k -f mp4 opus.m4a
sound -ac 1 -c:a aac -b:a 32k ramp.aac
sound -ac 1 -c:a libmp3lame -b:a 32k ramp.mp3
sound -ac 2 -c:a libmp3lame -q:a 7 -write_xing 0 -id3v2_version 0 counted.mp3
sound -ac 1 -c:a libmp3lame -ar 22050 -b:a 24k low.mp3
sound -ac 1 -ar 8000 ramp.wav
sound -ac 2 -ar 8000 -c:a pcm_f32le float.wav
sound -ac 1 -ar 8000 ramp.aiff
sound -ac 1 -c:a libopus -b:a 24k ramp.opus
sound -ac 2 -c:a libvorbis -b:a 48k vorbis.ogg
sound -ac 1 -ar 8000 ramp.flac
sound -ac 1 -ar 8000 -c:a flac flac.ogg
sound -ac 1 -c:a libopus -b:a 24k ramp.webm
# As browsers record: no duration, clusters of unknown length.
sound -ac 1 -c:a libopus -b:a 24k -live 1 -cluster_time_limit 500 -f webm live.webm
sound -ac 2 -c:a libvorbis -b:a 48k vorbis.webm
sound -ac 1 -c:a aac -b:a 32k ramp.mka
film -c:v libx264 -c:a aac -b:a 24k film.mp4
film -c:v libx264 -an -metadata:s:v:0 rotate=90 -f mp4 straight.mp4
make -i straight.mp4 -c copy -metadata:s:v:0 rotate=90 -bitexact turned.mp4
rm straight.mp4
film -c:v libx264 -c:a aac -b:a 24k film.mov
film -c:v libvpx -b:v 60k -c:a libopus -b:a 16k film.webm
film -c:v libvpx -b:v 60k -c:a libopus -b:a 16k -live 1 -f webm live-film.webm
film -c:v libtheora -b:v 60k -c:a libvorbis -b:a 32k film.ogv
film -c:v mpeg4 -b:v 60k -c:a libmp3lame -b:a 32k film.avi
