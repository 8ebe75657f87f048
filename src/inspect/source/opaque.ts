/** Bits a byte of data: 8 for what is compressed or encrypted, 5 to 7 for machine code, less for tables and texts. */
export const entropy = (bytes: Uint8Array): number => {
  if (bytes.length === 0) return 0
  const counts = new Uint32Array(256)
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
  let sum = 0
  for (const count of counts) if (count > 0) sum -= (count / bytes.length) * Math.log2(count / bytes.length)
  return sum
}

/** Below it data is a table of numbers or mostly empty, and says nothing that a reader could not have. */
export const OPAQUE_BITS = 5

/** Smaller ones are tables, keys and test vectors. */
export const LEAST_OPAQUE_BYTES = 16 * 1024

/** Extensions of data: a model, a tensor, a picture or a recording without a mark of its own. */
export const DATA_EXTENSIONS: ReadonlySet<string> = new Set(
  `png jpg jpeg gif bmp ico webp avif jxl svg tga tif tiff psd ppm pgm pbm yuv nv12 rgb bgr rgba raw heic exr hdr ktx ktx2 dds
  ttf otf ttc woff woff2 eot pcf bdf mp3 mp4 wav ogg flac avi mkv mov webm h264 h265 264 265 hevc ivf obu vp9 av1 jpx jp2
  pdf doc docx ppt pptx xls xlsx odt ods odp vsdx drawio npy npz mat csv tsv parquet feather arrow h5 hdf5 pkl pickle
  pt pth onnx tflite pb pbtxt caffemodel prototxt params safetensors gguf ggml weights model rknn hef xmodel dlc kmodel
  nb mlmodel xml dat_model tensor keras ckpt pcap pcapng db sqlite mo gmo po pem der crt cer key p12 jks gpg asc sig
  profdata profraw gcda gcno icns cur ani class_list wts vocab spm dtb dtbo qm pyc res pdb mlir bc_test ll rom_test fbs
  graph tar_test icc cube lut uasset blend fbx obj stl glb gltf swf chm tfrecord lmdb mdb idx swp ds_store`.split(
    /\s+/,
  ),
)
