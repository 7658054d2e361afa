using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SleepVLM.Benchmarks.RuleStager;
using SleepVLM.Benchmarks.Serving;
using SleepVLM.Benchmarks.Spectra;
using SleepVLM.Benchmarks.Training;
using SleepVLM.Benchmarks.Weights;

switch (args)
{
    case ["rule-stager", "fit", var seeds, var file]:
        WeightFit.Run(seeds, file);
        return;
    case ["rule-stager", "agreement", var seeds]:
        AgreementReport.Run(seeds);
        return;
    case ["simulated-spectra", var seeds, var picture]:
        SpectraReport.Run(seeds, picture);
        return;
    case ["simulated-ablation", var seeds, var folder]:
        AblationNights.Write(seeds, folder);
        return;
    case ["patient-pictures", var folder]:
        PatientSnippets.WriteUnscored(folder);
        return;
    case ["load-memory", "measure", var folder]:
        LoadMemoryReport.Measure(folder);
        return;
    case ["load-memory", var form, var layers]:
        LoadMemoryReport.Run(form, int.Parse(layers, System.Globalization.CultureInfo.InvariantCulture));
        return;
    case ["packed-linear"]:
        PackedLinearReport.Run();
        return;
    case ["serve-load", var clients, var seconds, .. var batch]:
        await ServeLoadReport.RunAsync(int.Parse(clients, System.Globalization.CultureInfo.InvariantCulture), int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture),
            batch is [var together] ? int.Parse(together, System.Globalization.CultureInfo.InvariantCulture) : 32);
        return;
    case ["training-step", var model, var steps]:
        TrainingStepReport.Run(model, int.Parse(steps, System.Globalization.CultureInfo.InvariantCulture));
        return;
}

// In this process: the generated projects of the default toolchain do not see the repository's central settings.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithArtifactsPath("artifacts/benchmarks");
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
