using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace SleepVLM.Engine.Staging.Prompts;

/// <summary>What a prompt's YAML file holds; keys in underscores.</summary>
internal sealed class PromptFile
{
    private static readonly DecodingSettings Default = new();

    public string? Name { get; set; }

    public string? Template { get; set; }

    public Settings? ExecutionSettings { get; set; }

    public AnswerSection? Answer { get; set; }

    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    public DecodingSettings Decoding => ExecutionSettings?.Default is { } set
        ? new DecodingSettings(set.MaxTokens ?? Default.MaxTokens, set.Temperature ?? Default.Temperature, set.TopP, set.RepetitionPenalty).Validated()
        : Default;

    public static PromptFile? Read(byte[] bytes) => new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build()
        .Deserialize<PromptFile>(new StreamReader(new MemoryStream(bytes)));

    public sealed class Settings
    {
        public Execution? Default { get; set; }
    }

    public sealed class Execution
    {
        public int? MaxTokens { get; set; }

        public double? Temperature { get; set; }

        public double? TopP { get; set; }

        public double? RepetitionPenalty { get; set; }
    }

    public sealed class AnswerSection
    {
        public List<string> Keys { get; set; } = [];

        public bool Fenced { get; set; }

        /// <exception cref="ArgumentException">Keys that do not fit.</exception>
        public AnswerFormat Format => new(Keys, Fenced);
    }
}
