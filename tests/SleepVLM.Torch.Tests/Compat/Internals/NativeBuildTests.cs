using System.Diagnostics;
using SleepVLM.Testing;

namespace SleepVLM.Torch.Tests.Compat.Internals;

/// <summary>The script that compiles the native half, with a stand-in for the compiler.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class NativeBuildTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "src", "TorchSharp.Compat", "native");

    private static async Task<(int Code, string Output)> Build(string path, string library, string torch = "")
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(s_folder, "build.sh"), Path.Combine(s_folder, "torchsharp_compat.cpp"), library, torch])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    /// <summary>A folder whose g++ notes that it was called, takes its time, and writes the file after <c>-o</c>.</summary>
    private static string Compiler(TemporaryFolder folder, string body)
    {
        var bin = Directory.CreateDirectory(Path.Combine(folder.Path, "bin")).FullName;
        var compiler = Path.Combine(bin, "g++");
        File.WriteAllText(compiler, $"#!/bin/bash\n[ \"$1\" = -E ] && exit 0\n{body}\n");
        File.SetUnixFileMode(compiler, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return $"{bin}:/usr/bin:/bin";
    }

    [Fact]
    public async Task SeveralBuildsAtOnce_CompileOnce()
    {
        using var folder = new TemporaryFolder();
        var calls = Path.Combine(folder.Path, "calls");
        var path = Compiler(folder, $"echo x >> '{calls}'; sleep 0.3; while [ \"$1\" != -o ]; do shift; done; echo built > \"$2\"");
        var library = Path.Combine(folder.Path, "out", "lib.so");
        var builds = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Build(path, library)));
        Assert.All(builds, build => Assert.Equal((0, ""), build));
        Assert.Single(File.ReadAllLines(calls));
        Assert.Equal("built\n", File.ReadAllText(library));
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(library)!), file => file.Contains(".so.", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FailedCompilation_LeavesNoLibrary()
    {
        using var folder = new TemporaryFolder();
        var path = Compiler(folder, "while [ \"$1\" != -o ]; do shift; done; echo half > \"$2\"; exit 1");
        var library = Path.Combine(folder.Path, "lib.so");
        var (code, output) = await Build(path, library);
        Assert.Equal(1, code);
        Assert.Contains("the native half", output);
        Assert.False(File.Exists(library));
    }

    [Fact]
    public async Task MissingCompiler_NamesThePackages()
    {
        using var folder = new TemporaryFolder();
        var (code, output) = await Build(folder.Path, Path.Combine(folder.Path, "lib.so"));
        Assert.Equal(1, code);
        Assert.Equal("g++ is missing: apt-get install libtorch-dev libopenblas0-openmp g++\n", output);
    }

    [Fact]
    public async Task WrongTorchFolder_SaysWhichFolderIsMeant()
    {
        using var folder = new TemporaryFolder();
        var path = Compiler(folder, "exit 1");
        var (code, output) = await Build(path, Path.Combine(folder.Path, "lib.so"), folder.Path);
        Assert.Equal(1, code);
        Assert.StartsWith($"TorchDir={folder.Path} has no lib/libtorch_cpu.so", output);
    }
}
