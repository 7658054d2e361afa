using SleepVLM.Contracts;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>One model out of two: it sees as the one does and speaks as the other. The joint is rough until it is trained.</summary>
public static class JoinedModel
{
    private const string VisionPrefix = "model.visual.";

    /// <summary>Writes it, with the vocabulary of the speaker, and style of pictures and perception heads of the seer.</summary>
    /// <param name="speaker">Model whose language half is taken.</param>
    /// <param name="seer">Model whose vision tower is taken; its tokens are as wide as the speaker.</param>
    /// <param name="output">Folder to write, made when missing.</param>
    /// <param name="narrow">Whether what the seer's perception heads do not read is taken out of its tokens.</param>
    /// <exception cref="SleepVlmException">A file is missing or damaged, or the halves do not fit.</exception>
    public static void Write(string speaker, string seer, string output, bool narrow = false)
    {
        var (spoken, seen) = (Qwen25VlConfig.Read(speaker), Qwen25VlConfig.Read(seer));
        if (seen.Vision.OutHiddenSize != spoken.HiddenSize)
            throw new SleepVlmException($"{seer}: its picture tokens are {seen.Vision.OutHiddenSize} wide, but {speaker} takes tokens of {spoken.HiddenSize}");
        var card = ModelCard.Read(speaker) ?? throw new SleepVlmException($"{speaker}: has no {ModelCard.FileName}; only models that were trained here can be joined");

        using var scope = NewDisposeScope();
        using var language = ModelFiles.Load(speaker, spoken, CPU, ScalarType.Float32);
        using var vision = ModelFiles.Load(seer, seen, CPU, ScalarType.Float32);
        if (narrow) NarrowTokens.Apply(vision, new TrainingFolder(seer).HeadsPath);
        var folder = new TrainingFolder(output);
        folder.Create();
        ModelFiles.CopyOthers(speaker, output);
        (card with { RenderStyle = ModelCard.StyleOf(seer) }).Write(output);
        if (File.Exists(new TrainingFolder(seer).HeadsPath)) File.Copy(new TrainingFolder(seer).HeadsPath, folder.HeadsPath, overwrite: true);
        ModelFiles.Save(
            output, spoken with { Vision = seen.Vision },
            language.named_parameters().Where(p => !IsVision(p.name)).Concat(vision.named_parameters().Where(p => IsVision(p.name))).Select(p => (p.name, (Tensor)p.parameter)),
            new Dictionary<string, string>());
    }

    private static bool IsVision(string name) => name.StartsWith(VisionPrefix, StringComparison.Ordinal);
}
