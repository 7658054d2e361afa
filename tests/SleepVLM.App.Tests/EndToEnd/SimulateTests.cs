using SleepVLM.Testing;

namespace SleepVLM.App.Tests.EndToEnd;

public class SimulateTests
{
    [Fact]
    public async Task Simulate_CohortInterrupted_KeepsWholeNightsAndGoesOn()
    {
        using var folder = new TemporaryFolder();
        var cohort = folder.File("cohort");
        string[] arguments = ["simulate", "--out", cohort, "--minutes", "10", "--channels", "C4", "--nights"];
        using (var process = SleepVlmProcess.Start([.. arguments, "500"]))
        {
            for (var i = 0; i < 1200 && !File.Exists(Path.Combine(cohort, "night-00003.edf")); i++) await Task.Delay(50);
            process.Interrupt();
            var (stopped, _, told) = await process.EndAsync(TimeSpan.FromMinutes(2));
            Assert.True(stopped == ExitCode.DoneInPart, told);
        }

        var nights = Directory.GetFiles(cohort, "*.edf").Length;
        Assert.InRange(nights, 3, 499);
        Assert.InRange(File.ReadAllLines(Path.Combine(cohort, "manifest.csv")).Length, nights, nights + 1);
        Assert.Empty(Directory.GetFiles(cohort, "*.tmp"));
        var (exit, output, _) = await SleepVlmProcess.RunAsync([.. arguments, $"{nights + 1}"]);
        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains($"{nights + 1} nights, {nights} of them there before", output, StringComparison.Ordinal);
    }
}
