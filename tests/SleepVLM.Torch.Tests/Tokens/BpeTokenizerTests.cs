using System.Text;
using System.Text.Json;
using SleepVLM.Testing;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Tests.Tokens;

public sealed class BpeTokenizerTests
{
    private static BpeTokenizer Small => SmallTokenizer.Instance;

    [Fact]
    public void Encode_RandomText_DecodesToItsComposedForm()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var text = RandomText(new Random(seed));
            var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormC);
            Assert.True(expected == Small.Decode(Small.Encode(text, allowSpecial: false)), $"seed {seed}");
        }
    }

    [Fact]
    public void Encode_LoneSurrogate_CountsAsReplacementCharacter() =>
        Assert.Equal(Small.Encode("a\uFFFDb"), Small.Encode("a\uD83Db"));

    [Fact]
    public void Encode_Noncharacter_IsKeptAndItsNeighboursComposed() =>
        Assert.Equal("\u00e1\uFFFE\u00e9", Small.Decode(Small.Encode("a\u0301\uFFFEe\u0301")));

    [Theory]
    [InlineData("x 'S\u017F", "x| '|S\u017F")]
    [InlineData("it'ſ it'S", "it|'\u017F| it|'S")]
    [InlineData("they'RE we'll o'v", "they|'RE| we|'ll| o|'v")]
    [InlineData("a  b \n\n c\t\n", "a| | b| \n\n| c|\t\n")]
    [InlineData("..\r\n\nx  ", "..\r\n\n|x|  ")]
    [InlineData("12a \ud835\udc00\ud835\udc01 1", "1|2|a| \ud835\udc00\ud835\udc01| |1")]
    [InlineData("{\"sleep_stage\": [\"", "{\"|sleep|_stage|\":| [\"")]
    public void FirstLength_CutsAsThePatternDoes(string text, string words)
    {
        var cut = new List<string>();
        for (var rest = text; rest.Length > 0; rest = rest[cut[^1].Length..]) cut.Add(rest[..PreTokenizer.FirstLength(rest)]);
        Assert.Equal(words.Split('|'), cut);
    }

    [Fact]
    public void TextDecoder_CharacterOverFourTokens_ComesOutOnceWhole()
    {
        var bytes = Encoding.UTF8.GetBytes("\ud83d\ude42");
        var decoder = new TokenTextDecoder(Small);
        var pieces = bytes.Select(value => decoder.Append(Small.EncodeBytes([value])[0])).ToList();
        Assert.Equal(["", "", "", "\ud83d\ude42"], pieces);
        Assert.Equal("", decoder.Finish());
    }

    [Fact]
    public void TextDecoder_CutInsideACharacter_EndsWithReplacementCharacter()
    {
        var decoder = new TokenTextDecoder(Small);
        Assert.Equal("", decoder.Append(Small.EncodeBytes([0xE2])[0]));
        Assert.Equal("\uFFFD", decoder.Finish());
    }

    [Fact]
    public void Decode_SkippingSpecial_LeavesOnlyText() =>
        Assert.Equal("user\nHi", Small.Decode(Small.Encode("<|im_start|>user\nHi<|im_end|>"), skipSpecial: true));

    [Fact]
    public void AddedId_Unknown_SaysWhichTokenIsMissing()
    {
        var error = Assert.Throws<TokenizerFormatException>(() => Small.AddedId("<|video_pad|>"));
        Assert.Contains("<|video_pad|>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromPretrained_WholeTokenizerJsonAlone_ReadsTheSame()
    {
        using var saved = new TemporaryFolder();
        Small.Save(saved.Path);
        var vocabulary = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(saved.File("vocab.json")));
        var merges = File.ReadAllLines(saved.File("merges.txt")).Skip(1).Select((line, index) => index % 2 == 0 ? line : (object)line.Split(' '));
        var added = Small.Vocabulary.Added.Select(token => new { id = token.Id, content = token.Content, special = true });
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tokenizer.json"), JsonSerializer.Serialize(new { added_tokens = added, model = new { vocab = vocabulary, merges } }));
        var read = BpeTokenizer.FromPretrained(folder.Path);
        foreach (var text in SmallTokenizer.Corpus(seed: 5, count: 20)) Assert.Equal(Small.Encode(text), read.Encode(text));
    }

    [Theory]
    [InlineData("vocab.json", "{\"!\": 0", "is not JSON")]
    [InlineData("vocab.json", "{\"!\": -4}", "not a number from 0")]
    [InlineData("vocab.json", "{\"!\": 2000000000}", "not a number from 0")]
    [InlineData("vocab.json", "{\"!\": 0}", "joins tokens")]
    [InlineData("vocab.json", "[]", "not an object")]
    [InlineData("merges.txt", "a b c\n", "not two tokens")]
    [InlineData("merges.txt", "\u4e00 b\n", "joins tokens")]
    [InlineData("tokenizer_config.json", "{\"added_tokens_decoder\": {\"x\": {\"content\": \"a\"}}}", "is not an id")]
    [InlineData("tokenizer_config.json", "{\"added_tokens_decoder\": {\"2000000000\": {\"content\": \"a\"}}}", "beyond the highest")]
    [InlineData("tokenizer_config.json", "{\"added_tokens_decoder\": {\"700\": {\"content\": \"\"}}}", "has no content")]
    public void FromPretrained_DamagedFile_SaysWhatIsWrong(string file, string content, string expected)
    {
        using var folder = new TemporaryFolder();
        Small.Save(folder.Path);
        File.WriteAllText(folder.File(file), content);
        var error = Assert.Throws<TokenizerFormatException>(() => BpeTokenizer.FromPretrained(folder.Path));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromPretrained_EmptyFolder_SaysWhatToCopy()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<TokenizerFormatException>(() => BpeTokenizer.FromPretrained(folder.Path));
        Assert.Contains("vocab.json", error.Message, StringComparison.Ordinal);
    }

    internal static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(40); i > 0; i--)
        {
            if (random.Next(3) == 0) text.Append(SmallTokenizer.Sentence(random));
            else text.Append(new Rune(RandomScalar(random)));
        }

        return text.ToString();
    }

    private static int RandomScalar(Random random)
    {
        var scalar = random.Next(4) switch
        {
            0 => random.Next(0x80),
            1 => random.Next(0x800),
            2 => random.Next(0x10000),
            _ => random.Next(0x110000),
        };
        return Rune.IsValid(scalar) ? scalar : ' ';
    }
}
