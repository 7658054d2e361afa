using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Compat;

/// <summary>Loads the native half once, after setting the environment that libtorch's thread pools and OpenBLAS read while loading.</summary>
/// <remarks>
/// A variable that the user has set is left alone. Measured on two cores with AVX-512: OpenBLAS 0.3.21 takes new
/// processors for Haswell and is 3.5 times slower without <c>OPENBLAS_CORETYPE</c>; OpenMP and OpenBLAS spin against
/// each other without <c>OMP_WAIT_POLICY=PASSIVE</c> (100 AdamW steps: 10.8 s against 0.09 s).
/// </remarks>
public static partial class NativeRuntime
{
    internal const string Library = "torchsharp_compat";

    private const string Packages = "apt-get install libtorch-dev libopenblas0-openmp g++";

    /// <summary>Resolves <see cref="Library"/>; called once, from the static constructor of the imports.</summary>
    internal static void Install() => NativeLibrary.SetDllImportResolver(typeof(NativeRuntime).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        ConfigureThreads();
        var file = Path.Combine(AppContext.BaseDirectory, $"lib{Library}.so");
        if (!File.Exists(file)) file = Path.Combine(Path.GetDirectoryName(assembly.Location) ?? "", $"lib{Library}.so");
        if (!File.Exists(file))
            throw new DllNotFoundException($"lib{Library}.so is not beside the program: build it where libtorch is installed ({Packages}).");
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException error)
        {
            // The first line is advice for developers; the loader's own reason comes last.
            var reason = error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
            throw new DllNotFoundException($"libtorch cannot be loaded: {Packages} ({reason})");
        }
    }

    private static void ConfigureThreads()
    {
        SetUnlessSet("OMP_WAIT_POLICY", "PASSIVE");
        SetUnlessSet("OMP_NUM_THREADS", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        if (HasSkylakeAvx512()) SetUnlessSet("OPENBLAS_CORETYPE", "SKYLAKEX");
    }

    /// <summary>The instruction sets of OpenBLAS's SKYLAKEX kernels, in the processor and in use by the system.</summary>
    internal static bool HasSkylakeAvx512() =>
        Avx512F.IsSupported && Avx512BW.IsSupported && Avx512CD.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported;

    // Environment.SetEnvironmentVariable changes a managed copy only, which native code never sees.
    private static void SetUnlessSet(string name, string value) => _ = SetEnvironment(name, value, overwrite: 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
