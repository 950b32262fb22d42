# Restyle at will; run with: gnuplot FILE
set terminal svg size 800,560 font ',15'
set output 'plot.svg'
set encoding utf8
set title 'Roofline of u280, modelled' noenhanced
set xlabel 'operational intensity (OP/B)' noenhanced
set logscale x
set xrange [0.03125:425.0]
set xtics noenhanced ('0.1' 0.1, '1' 1.0, '10' 10.0, '100' 100.0)
set ylabel 'throughput (GOP/s)' noenhanced
set logscale y
set yrange [1.5:10200.0]
set ytics noenhanced ('10' 10.0, '100' 100.0, '1000' 1000.0, '10000' 10000.0)
set grid linecolor rgb '#E4E7EB'
set key below noenhanced
$line0 << END_OF_DATA
0.03125 0.35
455.35714285714283 5100.0
END_OF_DATA
$line1 << END_OF_DATA
0.03125 0.378125
421.4876033057851 5100.0
END_OF_DATA
$line2 << END_OF_DATA
0.03125 14.4
4.123263888888889 1900.0
END_OF_DATA
$line3 << END_OF_DATA
0.03125 1.2
49.479166666666664 1900.0
END_OF_DATA
$line4 << END_OF_DATA
4.123263888888889 1900.0
425.0 1900.0
END_OF_DATA
$line5 << END_OF_DATA
0.03125 13.25
12.028301886792454 5100.0
END_OF_DATA
$line6 << END_OF_DATA
0.03125 1.125
141.66666666666666 5100.0
END_OF_DATA
$line7 << END_OF_DATA
6.839622641509434 2900.0
425.0 2900.0
END_OF_DATA
$line8 << END_OF_DATA
3.349056603773585 1420.0
425.0 1420.0
END_OF_DATA
$line9 << END_OF_DATA
0.7311320754716981 310.0
425.0 310.0
END_OF_DATA
$line10 << END_OF_DATA
12.028301886792454 5100.0
425.0 5100.0
END_OF_DATA
$line11 << END_OF_DATA
6.367924528301887 2700.0
425.0 2700.0
END_OF_DATA
$line12 << END_OF_DATA
2.169811320754717 920.0
425.0 920.0
END_OF_DATA
$marks << END_OF_DATA
6.839622641509434 2900.0
3.349056603773585 1420.0
0.7311320754716981 310.0
12.028301886792454 5100.0
6.367924528301887 2700.0
2.169811320754717 920.0
80.55555555555556 2900.0
39.44444444444444 1420.0
8.61111111111111 310.0
141.66666666666666 5100.0
75.0 2700.0
25.555555555555557 920.0
0.0625 25.705
0.125 50.774
0.25 100.276
0.5 198.008
1.0 390.928
2.0 822.56
4.0 1360.36
8.0 1343.32
16.0 1326.28
32.0 1309.24
64.0 1377.4
128.0 1360.36
END_OF_DATA
plot $line0 using 1:2 with lines linecolor rgb '#8C959F' dashtype (13,6) linewidth 1.2 title 'host-to-device 11.2 GB/s', \
  $line1 using 1:2 with lines linecolor rgb '#8C959F' dashtype (13,6) linewidth 1.2 title 'device-to-host 12.1 GB/s', \
  $line2 using 1:2 with lines linecolor rgb '#0072B2' dashtype (4,4) linewidth 2.2 title 'hbm peak 460.8 GB/s', \
  $line3 using 1:2 with lines linecolor rgb '#D55E00' dashtype (4,4) linewidth 2.2 title 'ddr peak 38.4 GB/s', \
  $line4 using 1:2 with lines linecolor rgb '#009E73' dashtype (4,4) linewidth 2.2 title 'f32 fma peak 1.9 TOP/s', \
  $line5 using 1:2 with lines linecolor rgb '#0072B2' dashtype (13,6) linewidth 2.2 title 'hbm 424 GB/s', \
  $line6 using 1:2 with lines linecolor rgb '#D55E00' dashtype (13,6) linewidth 2.2 title 'ddr 36 GB/s', \
  $line7 using 1:2 with lines linecolor rgb '#CC79A7' dashtype (13,6) linewidth 2.2 title 'f16 fma 2.9 TOP/s', \
  $line8 using 1:2 with lines linecolor rgb '#009E73' dashtype (13,6) linewidth 2.2 title 'f32 fma 1.42 TOP/s', \
  $line9 using 1:2 with lines linecolor rgb '#E69F00' dashtype (13,6) linewidth 2.2 title 'f64 fma 310 GOP/s', \
  $line10 using 1:2 with lines linecolor rgb '#56B4E9' dashtype (13,6) linewidth 2.2 title 'i8 fma 5.1 TOP/s', \
  $line11 using 1:2 with lines linecolor rgb '#6B4C00' dashtype (13,6) linewidth 2.2 title 'i16 fma 2.7 TOP/s', \
  $line12 using 1:2 with lines linecolor rgb '#0072B2' dashtype (13,6) linewidth 2.2 title 'i32 fma 920 GOP/s', \
  $marks using 1:2 with points pointtype 6 linecolor rgb 'black' title ''
