using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The number of dimensions.</summary>
        public long Dimensions => Native.tc_rank(Handle);

        /// <inheritdoc cref="Dimensions"/>
        public long dim() => Dimensions;

        /// <inheritdoc cref="Dimensions"/>
        public long ndim => Dimensions;

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => Native.tc_numel(Handle);

        /// <inheritdoc cref="NumberOfElements"/>
        public long numel() => NumberOfElements;

        /// <summary>Bytes per element.</summary>
        public long ElementSize => Native.tc_element_size(Handle);

        /// <inheritdoc cref="ElementSize"/>
        public long element_size() => ElementSize;

        /// <summary>The extent of every dimension.</summary>
        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Native.tc_rank(Handle)];
                fixed (long* into = sizes) Native.tc_layout(Handle, into, null);
                return sizes;
            }
        }

        /// <inheritdoc cref="shape"/>
        public long[] size() => shape;

        /// <summary>The extent of one dimension; negative counts from the last.</summary>
        public long size(int dim)
        {
            var size = Native.tc_size(Handle, dim);
            return size >= 0 ? size : throw Native.Failure();
        }

        /// <summary>Elements between neighbours, for every dimension.</summary>
        public unsafe long[] stride()
        {
            var strides = new long[Native.tc_rank(Handle)];
            fixed (long* into = strides) Native.tc_layout(Handle, null, into);
            return strides;
        }

        /// <summary>Elements between neighbours of one dimension.</summary>
        public long stride(int dim) => stride()[dim < 0 ? dim + Dimensions : dim];

        /// <summary>The position of the first element in the storage, in elements.</summary>
        public long storage_offset() => Native.tc_storage_offset(Handle);

        /// <summary>Whether the elements lie one after the other in row-major order.</summary>
        public bool is_contiguous() => Native.tc_is_contiguous(Handle) != 0;

        /// <summary>The element type.</summary>
        public ScalarType dtype => (ScalarType)Native.tc_dtype(Handle);

        /// <summary>The device that holds the elements.</summary>
        public Device device => new(device_type, device_index);

        /// <summary>The kind of device that holds the elements.</summary>
        public DeviceType device_type => Place().Type;

        /// <summary>Which device holds the elements; -1 for the processor.</summary>
        public int device_index => Place().Index;

        /// <summary>Whether the elements are on a CUDA device.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>Whether the elements are on the processor.</summary>
        public bool is_cpu() => device_type == DeviceType.CPU;

        /// <summary>Whether the tensor has a shape but no memory.</summary>
        public bool is_meta => device_type == DeviceType.META;

        /// <inheritdoc cref="torch.is_floating_point(ScalarType)"/>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <inheritdoc cref="torch.is_integral(ScalarType)"/>
        public bool is_integral() => torch.is_integral(dtype);

        /// <inheritdoc cref="torch.is_complex(ScalarType)"/>
        public bool is_complex() => torch.is_complex(dtype);

        /// <summary>Shape, type and device, for debugging.</summary>
        public override string ToString() =>
            IsInvalid ? "disposed tensor" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        private unsafe (DeviceType Type, int Index) Place()
        {
            int type, index;
            Native.tc_device(Handle, &type, &index);
            return ((DeviceType)type, index);
        }
    }
}
