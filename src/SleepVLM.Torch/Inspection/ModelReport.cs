namespace SleepVLM.Torch.Inspection;

/// <summary>What a model folder is, what it needs, and whether it will run here; its JSON is the machine-readable form. Sizes are in bytes.</summary>
/// <param name="Folder">The folder that was named.</param>
/// <param name="Kind"><c>checkpoint</c>, <c>adapter</c> or <c>unknown</c>.</param>
/// <param name="Architecture">Sizes of both towers; null where config.json cannot be read.</param>
/// <param name="Weights">The files; null where they cannot be opened.</param>
/// <param name="Adapter">The adapter; null where there is none.</param>
/// <param name="Tokenizer">The vocabulary; null where it cannot be read.</param>
/// <param name="Prompt">The prompt it is asked with and the form of its answers; null where that cannot be told.</param>
/// <param name="Needs">Memory and disk; null where sizes are not known.</param>
/// <param name="Machine">This machine.</param>
/// <param name="RunsHere">Whether it can be loaded and asked here.</param>
/// <param name="Verdict">The same in a sentence, with the reason.</param>
/// <param name="Problems">Everything that was found wrong, one sentence each.</param>
public sealed record ModelReport(
    string Folder, string Kind, ArchitectureReport? Architecture, WeightReport? Weights, AdapterReport? Adapter, TokenizerReport? Tokenizer,
    PromptReport? Prompt, NeedsReport? Needs, MachineReport Machine, bool RunsHere, string Verdict, IReadOnlyList<string> Problems);

/// <summary>Sizes of both towers.</summary>
/// <param name="Name">Class and type as config.json names them.</param>
/// <param name="Parameters">Weights, biases and norms.</param>
/// <param name="Vision">Vision tower in words.</param>
/// <param name="Language">Language model in words.</param>
/// <param name="Vocabulary">Tokens that it has embeddings for.</param>
public sealed record ArchitectureReport(string Name, long Parameters, string Vision, string Language, int Vocabulary);

/// <summary>Weight files.</summary>
/// <param name="Files">Name, size and tensors of each.</param>
/// <param name="Precision">Element types with the number of tensors that have them.</param>
/// <param name="Quantisation">How weights are packed; null where none are.</param>
/// <param name="Bytes">Size of all files.</param>
/// <param name="ReadInFull">Whether every number was read and found finite.</param>
public sealed record WeightReport(
    IReadOnlyList<WeightFileReport> Files, IReadOnlyDictionary<string, int> Precision, string? Quantisation, long Bytes, bool ReadInFull);

/// <summary>One weight file.</summary>
/// <param name="Name">Name in the folder.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Tensors">Tensors in it.</param>
public sealed record WeightFileReport(string Name, long Bytes, int Tensors);

/// <summary>A low-rank adapter.</summary>
/// <param name="Base">Folder of the base; null where it is not found.</param>
/// <param name="Rank">Rank.</param>
/// <param name="Scaling">Factor before the product.</param>
/// <param name="Layers">Layers that it changes.</param>
/// <param name="Parameters">Numbers in it.</param>
/// <param name="Use">Merged into the weights, or kept apart.</param>
public sealed record AdapterReport(string? Base, int Rank, double Scaling, int Layers, long Parameters, string Use);

/// <summary>A vocabulary.</summary>
/// <param name="Tokens">Tokens.</param>
/// <param name="Added">Those that are added to the learned ones.</param>
public sealed record TokenizerReport(int Tokens, int Added);

/// <summary>How the model is asked.</summary>
/// <param name="Card">Name on its card; null for a checkpoint without one, which is asked as the published one.</param>
/// <param name="Prompt">Prompt by name.</param>
/// <param name="PromptSha256">Hash of the prompt's file.</param>
/// <param name="FromFolder">Whether the prompt is a file in the model's folder.</param>
/// <param name="MaxTokens">Longest answer, tokens.</param>
/// <param name="Tokens">Tokens of the question, pictures included; null where they cannot be counted.</param>
/// <param name="AnswerKeys">Keys of the answer in their order.</param>
public sealed record PromptReport(string? Card, string Prompt, string PromptSha256, bool FromFolder, int MaxTokens, int? Tokens, IReadOnlyList<string> AnswerKeys);

/// <summary>What it needs; bytes.</summary>
/// <param name="Precision">Element type it computes in here.</param>
/// <param name="DiskBytes">Files of the folder, and of the base of an adapter.</param>
/// <param name="WeightBytes">Weights in memory.</param>
/// <param name="LoadBytes">Most memory while loading.</param>
/// <param name="RunBytes">Most memory while staging, estimated: weights, keys and values, activations.</param>
/// <param name="BatchSize">Windows answered together.</param>
public sealed record NeedsReport(string Precision, long DiskBytes, long WeightBytes, long LoadBytes, long RunBytes, int BatchSize);

/// <summary>A machine.</summary>
/// <param name="Cores">Processors.</param>
/// <param name="FreeBytes">Memory that can be had.</param>
/// <param name="Cuda">Whether libtorch sees a CUDA device.</param>
/// <param name="Device">Device that <c>--device auto</c> would take.</param>
public sealed record MachineReport(int Cores, long FreeBytes, bool Cuda, string Device);
