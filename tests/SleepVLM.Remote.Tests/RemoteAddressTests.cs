using SleepVLM.Contracts;

namespace SleepVLM.Remote.Tests;

public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("http://gpu1:8000/v1#SleepVLM-3B", "http://gpu1:8000/v1 SleepVLM-3B")]
    [InlineData("http://gpu1:8000/v1/", "http://gpu1:8000/v1 ")]
    [InlineData("http://gpu1:8000", "http://gpu1:8000/v1 ")]
    [InlineData("https://host/proxy/openai#Qwen/Qwen2.5-VL-7B-Instruct", "https://host/proxy/openai Qwen/Qwen2.5-VL-7B-Instruct")]
    [InlineData("http://a:1/v1, http://b:2/v1#qwen2.5vl:3b", "http://a:1/v1 qwen2.5vl:3b|http://b:2/v1 qwen2.5vl:3b")]
    [InlineData("http://a:1/v1#x,http://b:2/v1#y", "http://a:1/v1 x|http://b:2/v1 y")]
    public void ParseAll_Addresses_GivesServersAndNames(string text, string expected)
    {
        Assert.True(RemoteAddress.IsRemote(text));
        Assert.Equal(expected, string.Join("|", RemoteAddress.ParseAll(text).Select(address => $"{address} {address.Model}")));
    }

    [Theory]
    [InlineData("http://a:1/v1,models/nano", "is no address of a server")]
    [InlineData("http://a:99999/v1", "is no address of a server")]
    [InlineData("http://me:secret@a/v1", "SLEEPVLM_API_KEY")]
    [InlineData("http://a/v1?key=1", "takes no '?'")]
    [InlineData("http://a/v1,http://a/v1/", "stands there twice")]
    public void ParseAll_Malformed_SaysWhatInOneSentence(string text, string problem)
    {
        var message = Assert.Throws<SleepVlmException>(() => RemoteAddress.ParseAll(text)).Message;
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }
}
