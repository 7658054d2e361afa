using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the random numbers of every device.</summary>
    public static Generator manual_seed(long seed)
    {
        Native.Check(Native.tc_manual_seed(seed));
        return new Generator(seed);
    }

    /// <summary>Sets how many threads one operation uses.</summary>
    public static void set_num_threads(int num) => Native.Check(Native.tc_set_num_threads(num));

    /// <summary>How many threads one operation uses.</summary>
    public static int get_num_threads() => Native.tc_get_num_threads();

    /// <summary>Sets how many operations may run at once.</summary>
    public static void set_num_interop_threads(int num) => Native.Check(Native.tc_set_num_interop_threads(num));

    /// <summary>How many operations may run at once.</summary>
    public static int get_num_interop_threads() => Native.tc_get_num_interop_threads();

    /// <summary>The source of random numbers that <see cref="manual_seed"/> seeded.</summary>
    public class Generator : IDisposable
    {
        internal Generator(long seed) => _seed = seed;

        private readonly long _seed;

        /// <summary>The seed.</summary>
        public long initial_seed() => _seed;

        /// <summary>Nothing to release.</summary>
        public void Dispose() { }
    }

    /// <summary>NVIDIA devices.</summary>
    public static class cuda
    {
        /// <summary>Whether this libtorch has CUDA and a device answers.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>How many devices answer.</summary>
        public static int device_count() => Native.tc_cuda_device_count();

        /// <summary>Waits until a device has done what it was given.</summary>
        public static void synchronize(Device? device = null) => Native.Check(Native.tc_cuda_synchronize(device?.index ?? -1));

        /// <summary>Seeds the random numbers.</summary>
        public static void manual_seed(long seed) => torch.manual_seed(seed);
    }
}
