using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Settings of the libraries underneath.</summary>
    public static partial class backends
    {
        /// <summary>Settings of CUDA.</summary>
        public static partial class cuda
        {
            /// <summary>Settings of CUDA's matrix products.</summary>
            public static class matmul
            {
                /// <summary>Whether single-precision products may round their inputs to TensorFloat-32 (faster; 10 bits of fraction).</summary>
                public static bool allow_tf32
                {
                    get => Native.tc_get_allow_tf32() != 0;
                    set => Native.Check(Native.tc_set_allow_tf32(value ? 1 : 0));
                }
            }
        }
    }
}
