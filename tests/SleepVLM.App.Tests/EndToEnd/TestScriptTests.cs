using System.Diagnostics;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests.EndToEnd;

/// <summary>The sums of <c>./test</c>, held against a dotnet that only prints.</summary>
public sealed class TestScriptTests : IDisposable
{
    private const string Good = "Passed!  - Failed:     0, Passed:    12, Skipped:     3, Total:    15, Duration: 2 s - A.dll (net10.0)";
    private const string Bad = "Failed!  - Failed:     2, Passed:     5, Skipped:     0, Total:     7, Duration: 1 s - B.dll (net10.0)";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Good, 0, 0, "12 passed, 0 failed, 3 skipped", 0)]
    [InlineData(Good + "\n" + Bad, 0, 1, "17 passed, 2 failed, 3 skipped", 1)]
    [InlineData(Good + "\nTest Run Aborted.", 0, 1, "12 passed, 1 failed, 3 skipped", 1)]
    [InlineData(Good, 1, 0, "0 passed, 1 failed, 0 skipped", 1)]
    [InlineData("No test matches the given testcase filter", 0, 0, "0 passed, 1 failed, 0 skipped", 1)]
    [InlineData(Good + "\n  Failed: 99, Passed: 99 said a test", 0, 0, "12 passed, 0 failed, 3 skipped", 0)]
    public void Test_Outcomes_AreSummedAndNothingBrokenLooksGreen(string printed, int buildExit, int testExit, string last, int exit)
    {
        var root = Directory.CreateDirectory(_folder.File("a folder with spaces")).FullName;
        Directory.CreateDirectory(Path.Combine(root, "build"));
        File.Copy(Path.Combine(Repository.Root, "test"), Path.Combine(root, "test"));
        File.Copy(Path.Combine(Repository.Root, "build", "setup.sh"), Path.Combine(root, "build", "setup.sh"));
        var dotnet = Path.Combine(root, "dotnet");
        File.WriteAllText(Path.Combine(root, "printed"), printed + "\n");
        File.WriteAllText(dotnet, $"""
            #!/bin/sh
            case $1 in
              --list-sdks) echo "10.0.100 [/usr/share/dotnet/sdk]" ;;
              build) exit {buildExit} ;;
              test) cat "${"{0%/*}"}/printed"; exit {testExit} ;;
            esac
            """);
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", [Path.Combine(root, "test")]) { RedirectStandardOutput = true, WorkingDirectory = "/" };
        start.Environment["PATH"] = $"{root}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(last, output.TrimEnd().Split('\n')[^1]);
        Assert.Equal(exit, process.ExitCode);
    }
}
