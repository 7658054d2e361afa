using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace SleepVLM.App;

/// <summary>What is wrong with a command line, in sentences of one line each.</summary>
internal static partial class UsageErrors
{
    /// <summary>Only the beginning of a command was given: show what can follow instead of an error.</summary>
    public static bool AsksForHelp(ParseResult parsed) =>
        parsed.UnmatchedTokens.Count == 0 && parsed.CommandResult.Command is { Action: null, Subcommands.Count: > 0 }
        && parsed.CommandResult.Children.Count(child => child is not OptionResult { Implicit: true }) == 0;

    /// <summary>The errors, the last one with the command to ask for help; none where the line can be run.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        if (parsed.Action is System.CommandLine.Help.HelpAction) return [];
        List<string> errors = [.. parsed.Errors.Select(error => OneLine(error.Message)).Where(message => parsed.Errors.Count == 1 || message != "Required command was not provided.")];
        if (errors.Count == 0 && parsed.Tokens.Any(token => token is { Type: TokenType.Argument, Value: "" }))
            errors.Add("an argument is empty; is a variable of the shell unset?");
        if (errors.Count > 0) errors[^1] = $"{errors[^1].TrimEnd('.')}; see '{PathOf(parsed.CommandResult)} --help'";
        return errors;
    }

    private static string OneLine(string message) =>
        Whitespace().Replace(ClrType().Replace(message, "").Replace("Did you mean one of the following?", "It must be one of:", StringComparison.Ordinal), " ").Trim();

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "sleepvlm";

    [GeneratedRegex(" as expected type '[^']*'")]
    private static partial Regex ClrType();

    [GeneratedRegex("\\s+")]
    private static partial Regex Whitespace();
}
