using System.Diagnostics;
using System.Diagnostics.Metrics;
using SleepVLM.Torch.Chat;

namespace SleepVLM.Serve.Operation;

/// <summary>What is measured, by OpenTelemetry's names for servers of generative models where it has one.</summary>
internal sealed class ServeMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "SleepVLM.Serve";

    private static readonly double[] Seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration, _firstToken, _perToken;
    private readonly Counter<long> _tokens;
    private readonly string _model;

    public ServeMetrics(ChatModel model, Admission admission)
    {
        _model = model.Identity.Name;
        _requests = _meter.CreateCounter<long>("sleepvlm.serve.requests", "{request}", "Chat requests by HTTP status; 499 where the client went away.");
        _duration = Times("gen_ai.server.request.duration", "From the request to the last token.");
        _firstToken = Times("gen_ai.server.time_to_first_token", "From the request to the first token.");
        _perToken = Times("gen_ai.server.time_per_output_token", "Between tokens behind the first.");
        _tokens = _meter.CreateCounter<long>("sleepvlm.serve.tokens", "{token}", "Tokens read and written.");
        _meter.CreateObservableGauge("sleepvlm.serve.inside", () => admission.Inside, "{request}", "Requests in the server.");
        _meter.CreateObservableGauge("sleepvlm.serve.waiting", () => model.Waiting, "{request}", "Questions that wait to be read.");
        _meter.CreateObservableGauge("sleepvlm.serve.answering", () => model.Answering, "{request}", "Answers being written.");
        _meter.CreateObservableCounter("sleepvlm.serve.pictures.encoded", () => model.EncodedPictures, "{picture}", "Pictures that had to be encoded; those seen lately are not encoded again.");
    }

    /// <summary>A request was answered or refused.</summary>
    public void Ended(int status) => _requests.Add(1, new KeyValuePair<string, object?>("http.response.status_code", status));

    /// <summary>An answer was written.</summary>
    public void Answered(TimeSpan untilFirst, TimeSpan whole, ChatEnd end)
    {
        var tags = new TagList { { "gen_ai.request.model", _model } };
        _firstToken.Record(untilFirst.TotalSeconds, tags);
        _duration.Record(whole.TotalSeconds, tags);
        if (end.AnswerTokens > 1) _perToken.Record((whole - untilFirst).TotalSeconds / (end.AnswerTokens - 1), tags);
        _tokens.Add(end.PromptTokens, new KeyValuePair<string, object?>("gen_ai.token.type", "input"));
        _tokens.Add(end.AnswerTokens, new KeyValuePair<string, object?>("gen_ai.token.type", "output"));
    }

    public void Dispose() => _meter.Dispose();

    private Histogram<double> Times(string name, string description) => _meter.CreateHistogram(
        name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
}
