using System.Security.Cryptography;
using System.Text.Json;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;
using VfioActors.Exploration.Checkpoints;

namespace VfioActors.Cli.Explorations;

/// <summary>Where searches are kept that were ended early.</summary>
/// <param name="path">The file; null for one below <see cref="UsualFolder"/>, named for the search.</param>
/// <param name="isWanted">
/// Whether every search that is not done is kept; else only one that somebody, the time or the memory ended.
/// </param>
/// <param name="assembly">The user's assembly that going on needs too.</param>
internal sealed class CheckpointStore(string? path, bool isWanted, string? assembly)
{
    /// <summary>Where they go when nobody says where, below the current folder.</summary>
    public static string UsualFolder { get; } = Path.Combine("artifacts", "checkpoints");

    /// <summary>Keeps a search, if there is anything to keep.</summary>
    /// <param name="problems">Told why it could not be.</param>
    public KeptSearch? Put(ExplorationReport report, ICollection<string> problems)
    {
        if (report.Unfinished is not { } unfinished || !(isWanted || unfinished.IsInterrupted)) { return null; }
        try
        {
            var file = path ?? Usual(unfinished.Header);
            unfinished.Write(file);
            return new(file, $"{Invocation.Again} explore --resume {ShellQuotes.Quoted(file)}"
                + (assembly is null ? "" : $" --assembly {ShellQuotes.Quoted(assembly)}"));
        }
#pragma warning disable CA1031 // The verdict is known by now, and stands whatever comes of this.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            problems.Add($"the search is not kept: {failure.Message}");
            return null;
        }
    }

    /// <summary>
    /// That nobody needs the checkpoint any more from which a search went on to its end. It stays: who made it removes
    /// it.
    /// </summary>
    /// <returns>A sentence; null where there is none, or something is left to do.</returns>
    public static string? SpentBy(ExplorationRequest request, ExplorationReport report) =>
        request.Options.From is { Path: var file } && report.Unfinished is null
            && (report.Complete || report.Verdict == Verdict.HeldWithinBound)
            ? $"the search came to its end: {file} is of no more use, and can be removed"
            : null;

    /// <summary>The same search has the same name, and another one has another.</summary>
    private static string Usual(CheckpointHeader header)
    {
        Directory.CreateDirectory(UsualFolder);
        var which = JsonSerializer.SerializeToUtf8Bytes(header with
        {
            Product = "",
            Model = "",
            Reason = "",
            RunsMax = null,
            Runs = 0,
            States = null,
            Seconds = 0,
        });
        var words = $"{Path.GetFileName(header.Scenario)}-{header.Strategy}".ToLowerInvariant();
        var name = string.Concat(words.Select(one => char.IsAsciiLetterOrDigit(one) ? one : '-'));
        var digest = Convert.ToHexStringLower(SHA256.HashData(which).AsSpan(0, sizeof(int)));
        return Path.Combine(UsualFolder, $"{name[..Math.Min(name.Length, 80)]}-{digest}{Checkpoint.Extension}");
    }
}
