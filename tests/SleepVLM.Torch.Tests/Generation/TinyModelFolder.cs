using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Testing;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Training;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Generation;

/// <summary>A whole model folder with random weights: it says nothing true, but all of it must be well formed.</summary>
internal sealed class TinyModelFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="seed">Seed of the weights.</param>
    /// <param name="withCard">Whether it says what it is asked and answers, as models that were trained here do.</param>
    public TinyModelFolder(long seed = 1, bool withCard = true)
    {
        using var scope = NewDisposeScope();
        var corpus = Enumerable.Range(0, 200).Select(i => $"{{\"sleep_stage\": \"N{i % 3 + 1}\", \"applicable_rules\": [\"N{i % 3 + 1}.1\"], \"reasoning_text\": \"Spindle of {i} Hz in C4-M1 at {i % 30} s.\"}}");
        var tokenizer = BpeTrainer.Train(corpus, 400, QwenTokens.Small);
        var nano = NanoModel.Config(tokenizer);
        var config = nano with
        {
            HiddenSize = 64, IntermediateSize = 96, NumHiddenLayers = 2, NumAttentionHeads = 4, MropeSection = [2, 3, 3],
            Vision = nano.Vision with { Depth = 2, HiddenSize = 32, IntermediateSize = 48, NumHeads = 2, OutHiddenSize = 64, FullattBlockIndexes = [1] },
        };
        manual_seed(seed);
        var model = new Qwen25Vl(config);
        WeightInitializer.Initialize(model);
        ModelFiles.Save(Path, config, model.named_parameters().Select(p => (p.name, (Tensor)p.parameter)), new Dictionary<string, string>());
        TokenizerWriter.Write(tokenizer.Vocabulary, Path);
        if (!withCard) return;
        var prompt = PromptTemplate.Load(Prompts, NanoModel.Prompt);
        new ModelCard("tiny", prompt.Name, prompt.Sha256, "sleepvlm", NanoModel.AnswerKeys, Fenced: false).Write(Path);
    }

    public string Path => _folder.Path;

    public static string Prompts => System.IO.Path.Combine(Repository.Root, "prompts");

    public static ModelSetting Setting { get; } = new(Prompts, RuleBook.Load(System.IO.Path.Combine(Repository.Root, "rules", "rulebook.yaml")), "cpu");

    public void Dispose() => _folder.Dispose();
}
