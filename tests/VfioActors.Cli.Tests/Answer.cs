using System.Text.Json;

namespace VfioActors.Cli.Tests;

/// <summary>What the program answered.</summary>
/// <param name="Code">For the shell.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
internal sealed record Answer(int Code, string Output, string Error)
{
    /// <summary>The one document on stdout.</summary>
    public JsonElement Document => JsonDocument.Parse(Output).RootElement;

    /// <summary>The documents on stdout, a line each.</summary>
    public IReadOnlyList<JsonElement> Lines =>
    [
        .. from line in Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           select JsonDocument.Parse(line).RootElement,
    ];

    /// <summary>Runs the program in this process, as in a pipe.</summary>
    public static Answer To(params string[] words) => To(CancellationToken.None, words);

    /// <summary>Runs the program in this process, as in a pipe, and ends it by a token.</summary>
    public static Answer To(CancellationToken cancellation, params string[] words)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        var code = EntryPoint.Run(words, new(output, error) { Cancellation = cancellation });
        return new(code, output.ToString(), error.ToString());
    }
}
