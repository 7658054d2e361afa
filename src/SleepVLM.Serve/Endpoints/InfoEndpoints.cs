using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SleepVLM.Engine;
using SleepVLM.Serve.Operation;
using SleepVLM.Serve.Protocol;
using SleepVLM.Torch.Chat;

namespace SleepVLM.Serve.Endpoints;

/// <summary>What the server tells of itself: its model, its version, its health.</summary>
/// <param name="model">The model.</param>
/// <param name="admission">Tells what is going on.</param>
internal sealed class InfoEndpoints(ChatModel model, Admission admission)
{
    /// <summary>Where health is told, to everybody.</summary>
    public const string HealthPath = "/health";

    /// <summary>Owner of the models, by which clients know this server.</summary>
    public const string Owner = "sleepvlm";

    /// <summary>Version of the program, for example <c>0.1.0</c>.</summary>
    public static string Version { get; } = ProgramVersion.Name.Split(' ')[^1];

    private readonly long _started = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/models", () => Json(new JsonObject { ["object"] = "list", ["data"] = new JsonArray(Describe()) }));
        routes.MapGet("/v1/models/{**name}", (string name) => name == model.Identity.Name
            ? Json(Describe())
            : Json(new RequestRefusal(StatusCodes.Status404NotFound, $"there is no '{name}' here; this server has {model.Identity.Name}", "model_not_found", "model").ToJson(), StatusCodes.Status404NotFound));
        routes.MapGet("/version", () => Json(new JsonObject { ["version"] = Version }));
        routes.MapGet(HealthPath, () => Json(
            new JsonObject { ["status"] = admission.IsClosed ? "stopping" : "ok", ["model"] = model.Identity.Name, ["waiting"] = model.Waiting, ["answering"] = model.Answering },
            admission.IsClosed ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK));
    }

    // OpenAI's fields, vLLM's "root", llama.cpp's "meta", and what the model was trained to: clients of ours ask it accordingly.
    private JsonObject Describe()
    {
        var entry = new JsonObject
        {
            ["id"] = model.Identity.Name, ["object"] = "model", ["created"] = _started, ["owned_by"] = Owner,
            ["root"] = $"sha256:{model.Identity.Sha256}", ["meta"] = new JsonObject { ["n_params"] = model.Identity.ParameterCount },
        };
        if (model.Card is { } card)
            entry["trained_for"] = new JsonObject
            {
                ["prompt"] = card.Prompt, ["prompt_sha256"] = card.PromptSha256, ["answer_keys"] = new JsonArray([.. card.AnswerKeys.Select(key => (JsonNode)key)]), ["fenced"] = card.Fenced,
                ["render_style"] = model.Identity.RenderStyle,
            };
        return entry;
    }

    private static IResult Json(JsonObject body, int status = StatusCodes.Status200OK) => Results.Text(body.ToText(), "application/json; charset=utf-8", statusCode: status);
}
