using SleepVLM.Contracts;
using SleepVLM.Testing;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Tests.Tokens;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Tests.Weights;

/// <summary>Seeded damage to a model folder gives a model or one clear error, in little memory.</summary>
public sealed class HostileWeightsTests
{
    private const long AllocationLimitBytes = 64L << 20;

    [Fact]
    public void SafetensorsFile_MutatedOrTruncated_OpensOrSaysWhatIsWrong()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.safetensors");
        SafetensorsWriter.Write(path, [.. Enumerable.Range(0, 6).Select(i => SafetensorsWriter.FromFloats($"model.layers.{i}.w", "F32", [2, 4], new float[8]))], new Dictionary<string, string>());
        var original = File.ReadAllBytes(path);
        var refused = 0;
        for (var seed = 0; seed < 1500; seed++)
        {
            File.WriteAllBytes(path, Damage(original, new Random(seed)));
            refused += Attempt(seed, () =>
            {
                using var file = SafetensorsFile.Open(path);
                foreach (var tensor in file.Header.Tensors.Values) file.ToFloats(tensor.Name);
            });
        }

        Assert.InRange(refused, 500, 1500);
    }

    [Fact]
    public void Config_MutatedOrTruncated_ReadsOrSaysWhatIsWrong()
    {
        using var folder = new TemporaryFolder();
        var original = File.ReadAllBytes(Repository.Golden("qwen/ckpt/tiny_bf16_old_keys/config.json"));
        var refused = 0;
        for (var seed = 0; seed < 1500; seed++)
        {
            File.WriteAllBytes(folder.File(ConfigFile.Name), Damage(original, new Random(seed)));
            refused += Attempt(seed, () => Qwen25VlConfig.Read(folder.Path));
        }

        Assert.InRange(refused, 300, 1500);
    }

    [Theory]
    [InlineData("vocab.json")]
    [InlineData("merges.txt")]
    [InlineData("tokenizer_config.json")]
    public void Tokenizer_MutatedOrTruncated_ReadsOrSaysWhatIsWrong(string name)
    {
        using var folder = new TemporaryFolder();
        SmallTokenizer.Instance.Save(folder.Path);
        var original = File.ReadAllBytes(folder.File(name));
        for (var seed = 0; seed < 200; seed++)
        {
            File.WriteAllBytes(folder.File(name), Damage(original, new Random(seed)));
            Attempt(seed, () => BpeTokenizer.FromPretrained(folder.Path).Encode("Slow waves (\u226575 \u00b5V)<|im_end|>"));
        }
    }

    private static int Attempt(int seed, Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = 0;
        try
        {
            action();
        }
        catch (SleepVlmException error)
        {
            refused = 1;
            Assert.False(error.Message.Contains('\n'), $"seed {seed}: {error.Message}");
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"seed {seed}: {error}");
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < AllocationLimitBytes, $"seed {seed}: too much memory");
        return refused;
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        if (random.Next(4) == 0) return bytes[..random.Next(bytes.Length)];
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var at = random.Next(bytes.Length);
            bytes[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)('0' + random.Next(10)),
                _ => (byte)(bytes[at] ^ (1 << random.Next(8))),
            };
        }

        return bytes;
    }
}
