using System.CommandLine;
using System.Net;
using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Remote;
using SleepVLM.Serve;
using SleepVLM.Torch.Chat;
using SleepVLM.Torch.Generation;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm serve</c>: a model for other programs.</summary>
public static class ServeCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var usual = new ServeSettings();
        var model = new Option<string>("--model") { Description = "nano (default) or a folder with a Qwen2.5-VL checkpoint.", DefaultValueFactory = _ => "nano" };
        var device = new Option<string>("--device") { Description = "auto (CUDA where there is one), cpu or cuda.", DefaultValueFactory = _ => "auto" };
        var host = new Option<string>("--host") { Description = "Address to listen on: localhost, or an IP address of this machine, which needs a key; 0.0.0.0 for all.", DefaultValueFactory = _ => "localhost" };
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 takes a free one.", DefaultValueFactory = _ => usual.Port };
        var key = new Option<string?>("--api-key") { Description = $"Key that clients must send. Better the variable {ServeSettings.ApiKeyVariable}: an argument stands in lists of processes." };
        var batch = new Option<int>("--batch") { Description = "Answers written side by side.", DefaultValueFactory = _ => usual.Model.MostTogether };
        var queue = new Option<int>("--queue") { Description = "Requests that may wait besides; beyond that they are told to come later (429).", DefaultValueFactory = _ => usual.Queue };
        var body = new Option<int>("--max-body") { Description = "Largest request, MiB.", DefaultValueFactory = _ => (int)(usual.MaxBodyBytes >> 20) };
        var picture = new Option<int>("--max-picture") { Description = "Largest picture as a file, MiB.", DefaultValueFactory = _ => usual.MaxPictureBytes >> 20 };
        var pixels = new Option<int>("--max-pixels") { Description = "Largest picture, pixels.", DefaultValueFactory = _ => usual.MaxPicturePixels };
        var pictures = new Option<int>("--max-pictures") { Description = "Most pictures of a request.", DefaultValueFactory = _ => usual.MaxPictures };
        var promptTokens = new Option<int>("--max-prompt-tokens") { Description = "Longest question, tokens, pictures included.", DefaultValueFactory = _ => usual.MaxPromptTokens };
        var answerTokens = new Option<int>("--max-answer-tokens") { Description = "Longest answer, tokens.", DefaultValueFactory = _ => usual.MaxAnswerTokens };
        var drain = new Option<int>("--drain") { Description = "Seconds that running answers have to finish after Ctrl-C.", DefaultValueFactory = _ => (int)usual.DrainTime.TotalSeconds };
        var command = new Command("serve",
            "Serve a model to other programs by OpenAI's chat protocol: /v1/models, /v1/chat/completions (pictures, streaming), /health, /metrics (docs/serving.md).\n\n" +
            "Example: sleepvlm serve\n" +
            "         sleepvlm stage night.edf --model http://127.0.0.1:8000/v1#nano\n" +
            "         SLEEPVLM_API_KEY=... sleepvlm serve --model SleepVLM-3B --host 0.0.0.0\n\n" +
            "Ctrl-C takes no more requests and lets running answers finish.\n" +
            "Exit codes: 0 stopped, 2 bad input or usage, 3 stopped before every answer was finished.")
        {
            model, device, host, port, key, batch, queue, body, picture, pixels, pictures, promptTokens, answerTokens, drain,
        };
        command.SetAction((parse, cancellationToken) =>
        {
            var settings = new ServeSettings
            {
                Address = AddressOf(parse.GetValue(host)!), Port = parse.GetValue(port), ApiKey = parse.GetValue(key) ?? KeyOfVariable(),
                Model = usual.Model with { MostTogether = parse.GetValue(batch) }, Queue = parse.GetValue(queue),
                MaxBodyBytes = (long)parse.GetValue(body) << 20, MaxPictureBytes = (int)Math.Min((long)parse.GetValue(picture) << 20, int.MaxValue),
                MaxPicturePixels = parse.GetValue(pixels), MaxPictures = parse.GetValue(pictures),
                MaxPromptTokens = parse.GetValue(promptTokens), MaxAnswerTokens = parse.GetValue(answerTokens), DrainTime = TimeSpan.FromSeconds(parse.GetValue(drain)),
                Notice = line => Console.Error.WriteLine($"sleepvlm: {line}"),
            }.Validated();
            return RunAsync(parse.GetValue(model)!, parse.GetValue(device)!, settings, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(string name, string device, ServeSettings settings, CancellationToken cancellationToken)
    {
        if (name == Stagers.Rules || RemoteAddress.IsRemote(name)) throw new SleepVlmException($"--model {name}: only a model on this machine can be served; name nano or a folder with config.json");
        var rules = RuleBook.LoadDefault();
        await using var model = await ChatModel.LoadAsync(AppFolders.Model(name), new ModelSetting(AppFolders.Prompts, rules, device), settings.Model);
        await using var server = await ModelServer.StartAsync(model, rules, settings);
        Console.Out.WriteLine($"{model.Identity.Name} is served at {server.Address}{(settings.ApiKey is null ? "" : ", with a key")}; Ctrl-C stops");
        if (!settings.IsLoopback) settings.Notice("the connection is not encrypted: outside of a network you trust, put a proxy with TLS before it");
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.Error.WriteLine("sleepvlm: stopping; running answers are finished, new requests are refused");
        if (await server.DrainAsync() is > 0 and var left)
        {
            Console.Error.WriteLine($"sleepvlm: {left} requests were given up after {settings.DrainTime.TotalSeconds:0} s");
            return ExitCode.DoneInPart;
        }

        return ExitCode.Done;
    }

    private static IPAddress AddressOf(string host) => host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(host, out var address) ? address
        : throw new SleepVlmException($"--host {host}: must be localhost or an IP address of this machine, such as 0.0.0.0 for all");

    private static string? KeyOfVariable() => Environment.GetEnvironmentVariable(ServeSettings.ApiKeyVariable) is { Length: > 0 } key ? key : null;
}
