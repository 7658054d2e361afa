using System.Security.Cryptography;
using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote;

/// <summary>Puts together who decides, from what servers tell of themselves.</summary>
/// <remarks>Addresses and the number of servers are left out: a run that was stopped goes on with fewer or others of the same kind.</remarks>
internal static class RemoteIdentity
{
    /// <summary>The identity of all servers together.</summary>
    /// <param name="servers">Different ones, in a fixed order.</param>
    /// <param name="prompt">Prompt with its decoding settings.</param>
    public static ModelIdentity Of(IReadOnlyList<ServerDescription> servers, PromptTemplate prompt)
    {
        var settings = JsonSerializer.SerializeToUtf8Bytes(new { servers, prompt.Decoding, prompt.Answer?.Keys, prompt.Answer?.Fenced });
        return new ModelIdentity(
            string.Join(" + ", servers.Select(server => server.Model).Distinct()), Convert.ToHexStringLower(SHA256.HashData(settings)),
            prompt.Name, prompt.Sha256, servers.Max(server => server.ParameterCount))
        {
            Engine = string.Join(" + ", servers.Select(server => server.Label).Distinct()),
            PromptOrigin = prompt.Origin,
            RepetitionPenalty = servers.Any(server => server.RepetitionPenaltyField is not null) ? prompt.Decoding.Penalty : null,
        };
    }
}
