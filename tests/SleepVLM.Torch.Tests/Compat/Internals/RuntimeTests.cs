using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Compat;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat.Internals;

public sealed partial class RuntimeTests
{
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint getenv(string name);

    [Theory]
    [InlineData("OMP_WAIT_POLICY")]
    [InlineData("OMP_NUM_THREADS")]
    public void ThreadSettings_ReachNativeCode(string variable)
    {
        using var loaded = ones(1);
        Assert.NotEqual(0, getenv(variable));
    }

    [Fact]
    public void OpenBlasKernels_AreChosenWhereTheProcessorHasThem()
    {
        using var loaded = ones(1);
        var flags = File.Exists("/proc/cpuinfo") ? File.ReadAllText("/proc/cpuinfo") : "";
        string[] needed = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"];
        if (flags.Length > 0) Assert.Equal(needed.All(flag => flags.Contains(flag)), NativeRuntime.HasSkylakeAvx512());
        if (NativeRuntime.HasSkylakeAvx512()) Assert.NotEqual(0, getenv("OPENBLAS_CORETYPE"));
    }

    [Fact]
    public void Failure_IsOneLine_WithoutANativeStack()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        Assert.Contains("(2x3 and 2x3)", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("frame #", error.Message);
    }

    [Fact]
    public void Failure_LeavesTheThreadUsable()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ExternalException>(() => ones(3).view(2));
        Close.To([6], ones(3).mul(2).sum());
    }

    [Fact]
    public void UnknownOperator_IsNamed()
    {
        var missing = new Operator("no_such_operator");
        Assert.False(missing.Exists);
        Assert.Contains("aten::no_such_operator", Assert.Throws<ExternalException>(() => missing.Call()).Message);
    }

    [Fact]
    public void TooFewOrTooManyArguments_AreRefused()
    {
        using var scope = NewDisposeScope();
        var add = new Operator("add", "Tensor");
        Assert.Contains("2 to 3 arguments, got 1", Assert.Throws<ExternalException>(() => add.Call(ones(1))).Message);
        Assert.Throws<ExternalException>(() => add.Call(ones(1), ones(1), 1, 1));
    }

    [Fact]
    public void ArgumentOfAnotherKind_IsRefused_NotACrash()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ExternalException>(() => new Operator("softmax", "int").Call(ones(1), "text"u8.ToArray()));
    }

    [Fact]
    public void ManyThreads_ComputeAtOnce()
    {
        var sums = new double[8];
        Parallel.For(0, sums.Length, i =>
        {
            using var scope = NewDisposeScope();
            var x = full([64, 64], (double)i, float64);
            for (var step = 0; step < 200; step++) x = x.matmul(eye(64, dtype: float64)) + 1;
            sums[i] = x.mean().item<double>();
        });
        Assert.Equal(Enumerable.Range(0, 8).Select(i => i + 200.0), sums);
    }

    [Fact]
    public void UndisposedTensors_AreFreedWithTheGarbage()
    {
        var before = Tensor.TotalCount;
        Litter();
        for (var i = 0; i < 50 && Tensor.TotalCount > before + 200; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.InRange(Tensor.TotalCount, 0, before + 200);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Litter()
    {
        for (var i = 0; i < 2000; i++) _ = ones(4);
    }

    [Fact]
    public void Tensor_ShowsShapeTypeAndDevice()
    {
        using var scope = NewDisposeScope();
        var x = zeros(3, 4);
        Assert.Equal("[3x4], type = Float32, device = cpu", x.ToString());
        x.Dispose();
        Assert.Equal("disposed tensor", x.ToString());
    }

    [Fact]
    public void Devices_ParseAndRefuse()
    {
        Assert.Equal("cuda:1", new Device("cuda:1").ToString());
        Assert.Equal("cpu", device("cpu").ToString());
        Assert.ThrowsAny<ArgumentException>(() => device("toaster"));
        if (!cuda.is_available()) Assert.Throws<InvalidOperationException>(() => device("cuda"));
    }

    [Fact]
    public void Version_IsThatOfTheHeaders() => Assert.InRange(Native.tc_version(), 113, 399);
}
