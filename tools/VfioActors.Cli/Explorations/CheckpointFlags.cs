using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;

namespace VfioActors.Cli.Explorations;

/// <summary>The flags that say where a search is kept that was ended early, and from where one goes on.</summary>
internal sealed class CheckpointFlags
{
    private readonly Option<string?> _checkpoint = SharedOptions.Text(
        "--checkpoint",
        "FILE",
        "where a search is kept that is ended before its end; when not said, one that Ctrl-C, --time or --memory ends "
            + $"is kept below {CheckpointStore.UsualFolder}");

    private readonly Option<string?> _resume = SharedOptions.Text(
        "--resume",
        "FILE",
        "go on with a search that was kept, as if it had never been ended: the file says which one it is, --time "
            + "counts anew, --runs counts all; what is then not done is kept in FILE again, and you are told when it "
            + "is of no more use");

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        command.Add(_checkpoint);
        command.Add(_resume);
    }

    /// <summary>Whether a file says what to explore.</summary>
    public bool SaysWhat(Func<Option, bool> isGiven) => isGiven(_resume);

    /// <summary>Whether it is said where to keep the search.</summary>
    public bool AreWanted(ParseResult parsed) => parsed.GetValue(_checkpoint) is not null;

    /// <summary>From where to go on; null to begin.</summary>
    /// <exception cref="CheckpointException">It is no checkpoint.</exception>
    public Checkpoint? From(ParseResult parsed)
    {
        if (parsed.GetValue(_resume) is not { } path) { return null; }
        var from = Checkpoint.Open(path);
        var kept = from.Header;
        if (!kept.IsChosen && !StrategyCatalog.Names.Contains(kept.Strategy))
        {
            throw Wrong(from, Suggestions.Complaint("no strategy", kept.Strategy, [.. StrategyCatalog.Names]));
        }

        CheckMost(from, "preemptions", kept.Preemptions ?? 0, SharedOptions.PreemptionsMax);
        CheckMost(from, "workers", kept.Workers, ExplorationFlags.WorkersMax);
        return from;
    }

    /// <summary>What of a checkpoint is no search that could be asked for: told of the file, of no option.</summary>
    public static UsageException Wrong(Checkpoint from, string what) => new($"{from.Path}: line 2: {what}");

    private static void CheckMost(Checkpoint from, string key, int count, int most)
    {
        if (count > most) { throw Wrong(from, $"has \"{key}\" {count}, accepted is at most {most}"); }
    }

    /// <summary>Where to keep the search; complains before any work is done.</summary>
    /// <param name="from">From where it goes on: there it is kept when nobody says where.</param>
    /// <param name="assembly">The user's assembly that going on needs too.</param>
    /// <exception cref="UsageException">It cannot be kept, or not there.</exception>
    public CheckpointStore Store(ParseResult parsed, Scenario scenario, Checkpoint? from, string? assembly)
    {
        var path = parsed.GetValue(_checkpoint);
        if (path is null) { return StoreOf(from, assembly); }
        if (UnfinishedSearch.Obstacle(scenario) is { } why) { throw new UsageException($"--checkpoint: {why}"); }
        WholeFile.CheckPlace(path);
        if (WholeFile.IsDevice(path)) { throw new UsageException($"{path} is a device, and a file is expected"); }
        return File.Exists(path) && !Checkpoint.IsOne(path)
            ? throw new UsageException($"{path} is no checkpoint, and would be lost: choose another name, or remove it")
            : new(path, isWanted: true, assembly);
    }

    /// <summary>
    /// What goes on is kept where it was, whatever ends it again; what came from a pipe, below the usual folder.
    /// </summary>
    private static CheckpointStore StoreOf(Checkpoint? from, string? assembly)
    {
        if (from is null) { return new(path: null, isWanted: false, assembly); }
        if (WholeFile.IsDevice(from.Path)) { return new(path: null, isWanted: true, assembly); }
        try
        {
            WholeFile.CheckPlace(from.Path);
            return new(from.Path, isWanted: true, assembly);
        }
        catch (UsageException failure)
        {
            throw new UsageException($"--resume: what is not done by then could not be kept, say --checkpoint with "
                + $"another file: {failure.Message}");
        }
    }
}
