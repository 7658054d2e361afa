using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Generation;

/// <summary>A Qwen2.5-VL checkpoint that answers questions about windows of three epochs.</summary>
/// <remarks>All tensors live on one thread. Runs follow each other; they never interleave.</remarks>
public sealed class VisionLanguageModel : IVisionLanguageModel
{
    private readonly ModelThread _thread;
    private readonly LoadedModel _loaded;

    private VisionLanguageModel(LoadedModel loaded, ModelThread thread) => (_loaded, _thread) = (loaded, thread);

    /// <inheritdoc/>
    public ModelIdentity Identity => _loaded.Identity;

    /// <summary>The prompt that questions are asked with.</summary>
    public PromptTemplate Prompt => _loaded.Prompt;

    /// <inheritdoc/>
    public bool DecidesFirst => _loaded.DecidesFirst;

    /// <summary>Loads a checkpoint in Hugging Face layout.</summary>
    /// <param name="folder">Folder with config.json, safetensors, tokenizer files and, for our own models, sleepvlm.json.</param>
    /// <param name="setting">Prompts, rules, device and seed.</param>
    /// <exception cref="SleepVlmException">A file is missing, damaged or does not fit.</exception>
    public static Task<VisionLanguageModel> LoadAsync(string folder, ModelSetting setting) => CreateAsync(() => LoadedModel.Load(folder, setting));

    /// <summary>Makes a model of random weights, to measure what one of its size takes.</summary>
    /// <param name="name">What it is to be called.</param>
    /// <param name="sizes">Its sizes.</param>
    /// <param name="vocabulary">Model folder whose vocabulary it speaks.</param>
    /// <param name="setting">Prompts, rules, device.</param>
    /// <exception cref="SleepVlmException">A file is missing or damaged.</exception>
    public static Task<VisionLanguageModel> RandomAsync(string name, Qwen25VlConfig sizes, string vocabulary, ModelSetting setting) =>
        CreateAsync(() => LoadedModel.Random(name, sizes, vocabulary, setting));

    private static async Task<VisionLanguageModel> CreateAsync(Func<LoadedModel> create)
    {
        var thread = new ModelThread();
        try
        {
            return new VisionLanguageModel(await thread.RunAsync(create), thread);
        }
        catch
        {
            thread.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WindowAnswer> AnswerAsync(
        IEnumerable<WindowQuestion> questions, AnswerOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answers = Channel.CreateUnbounded<WindowAnswer>();
        var work = _thread.RunAsync(() => Produce(questions, options, answers.Writer, stop.Token));
        try
        {
            await foreach (var answer in answers.Reader.ReadAllAsync(cancellationToken)) yield return answer;
        }
        finally
        {
            await stop.CancelAsync();
            await work.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _thread.RunAsync(() =>
        {
            _loaded.Dispose();
            return true;
        });
        _thread.Dispose();
    }

    // An obstacle reaches the reader through the channel, behind the answers that came before it.
    private bool Produce(
        IEnumerable<WindowQuestion> questions, AnswerOptions options, ChannelWriter<WindowAnswer> answers, CancellationToken cancellationToken)
    {
        try
        {
            using var coming = questions.GetEnumerator();
            if (coming.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var decoder = _loaded.CreateDecoder(coming.Current.Target, options);
                foreach (var answer in decoder.Answer(Rest(coming), options.BatchSize, cancellationToken, options.StageAlone && DecidesFirst, options.AskedAgain))
                    answers.TryWrite(_loaded.ToAnswer(answer.Target, answer.Sequence));
            }

            answers.Complete();
        }
        catch (Exception obstacle)
        {
            answers.Complete(obstacle);
        }

        return true;
    }

    // The first question tells the size of the pictures before it is answered.
    private static IEnumerable<WindowQuestion> Rest(IEnumerator<WindowQuestion> begun)
    {
        do yield return begun.Current;
        while (begun.MoveNext());
    }
}
