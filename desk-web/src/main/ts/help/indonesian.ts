import type { Help } from './types';

export const INDONESIAN: Help = {
  agents: [
    {
      title: 'Kotak masuk',
      figure: 'queue',
      paragraphs: [
        'Kotak masuk menampilkan lebih dulu percakapan yang memerlukan Anda. Waktu di setiap percakapan menunjukkan berapa lama pelanggan sudah menunggu; warnanya berubah jika sudah terlambat.',
        'Pilih tampilan di samping daftar, atau di atasnya pada layar kecil. Tampilan bawaan menunjukkan jumlah percakapan di dalamnya.',
      ],
    },
    {
      title: 'Mengambil alih',
      figure: 'acts',
      paragraphs: [
        'Pilih “Tangani” sebelum Anda membalas. Bot akan diam, dan agen lain melihat bahwa percakapan itu milik Anda. Jika dua agen mengambilnya bersamaan, satu yang mendapatkannya.',
        'Setelah selesai, tandai percakapan sebagai selesai. Bot menjawab lagi, dan percakapan kembali jika pelanggan menulis.',
        'Tunda percakapan untuk melihatnya lagi nanti. Alihkan percakapan jika agen atau tim lain lebih tahu.',
      ],
    },
    {
      title: 'Tulisan Anda aman',
      figure: 'ticks',
      paragraphs: [
        'Yang Anda tulis disimpan untuk setiap percakapan di perangkat ini, juga ketika Anda memuat ulang halaman atau sesi Anda berakhir. Daftar menandai percakapan yang memiliki draf.',
        'Pesan yang tidak dapat dikirim tetap ada di percakapan beserta alasannya. Coba lagi, atau kembalikan ke kolom pesan.',
        'Satu centang: terkirim. Dua centang: sampai. Centang biru: dibaca.',
      ],
    },
    {
      title: 'Ketika koneksi terputus',
      paragraphs: [
        'Halaman menunjukkan di bagian atas jika tidak terhubung. Anda tetap dapat membaca dan menulis. Halaman terhubung lagi dengan sendirinya dan mengirim pesan yang tertunda paling lama 10 menit. Untuk pesan yang lebih lama, halaman bertanya kepada Anda.',
      ],
    },
    {
      title: 'Catatan',
      figure: 'note',
      paragraphs: ['Catatan hanya untuk rekan Anda. Pelanggan tidak pernah melihatnya. Tulis @ dan nama untuk menyebut seorang rekan.'],
    },
    {
      title: 'Tombol',
      paragraphs: ['Di kotak masuk, tekan ? untuk melihat semuanya.'],
      keys: [
        ['n', 'percakapan berikutnya yang menunggu'],
        ['j, k', 'percakapan berikutnya dan sebelumnya'],
        ['/', 'cari; di kolom pesan: balasan tersimpan'],
        ['Enter', 'kirim; Shift dan Enter untuk baris baru'],
        ['Ctrl+Enter', 'kirim dan selesaikan; dengan Shift juga buka percakapan berikutnya yang menunggu'],
        ['Esc', 'tutup dialog atau menu'],
      ],
    },
    {
      title: 'Akun Anda',
      paragraphs: [
        'Buka menu dengan inisial Anda untuk mengganti bahasa atau keluar.',
        'Pilih “Tersedia” di sana untuk menerima percakapan baru dari tim yang membaginya secara otomatis, selama halaman ini terbuka.',
        'Jika Anda lupa kata sandi, minta kode dari admin dan pilih “Lupa kata sandi?” di halaman masuk.',
      ],
    },
  ],
  leads: [
    {
      title: 'Kiriman',
      figure: 'deliveries',
      paragraphs: [
        'Pesan yang gagal tidak sampai ke pelanggan. Kirim ulang, ubah dulu, atau tandai sudah ditangani jika Anda menjawab dengan cara lain. Pesan itu lalu hilang dari daftar; jika yang dikirim ulang gagal lagi, pesannya muncul kembali.',
        'Pesan berstatus “Tidak pasti” jika WhatsApp tidak menjawab. Mungkin pesan itu sudah sampai. Periksa di ponsel sebelum Anda membatalkannya atau menulis lagi.',
        'Setelah gangguan, pilih “Kirim ulang semua yang gagal”. Halaman menghitung dulu, dan baru mengirim setelah Anda menyetujuinya.',
      ],
    },
    {
      title: 'Pengguna',
      paragraphs: [
        'Undang rekan dan kirim tautannya. Tautan berlaku sekali, sampai kedaluwarsa. Tarik undangan yang tidak diperlukan lagi.',
        'Pengguna yang dinonaktifkan langsung keluar. Pengguna yang dihapus kehilangan datanya; pesannya tetap ada dengan nama penggunanya.',
        'Untuk kata sandi yang terlupa, buat kode atur ulang dan berikan kepada pengguna. Untuk ponsel yang hilang, matikan autentikatornya.',
      ],
    },
    {
      title: 'Audit',
      paragraphs: ['Audit mencatat setiap masuk, perubahan, dan tindakan, dengan pengguna, waktu, dan alamatnya. Saring menurut pengguna, tindakan, dan tanggal.'],
    },
    {
      title: 'Nomor',
      paragraphs: ['Jika salah satu nomor WhatsApp Anda tidak tersambung atau dijeda, halaman Kiriman menampilkannya di bagian atas. Pesan menunggu sampai nomor itu kembali.'],
    },
  ],
};
