using System.CommandLine;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster.Searches.Discoveries;
using VfioActors.Exploration.Strategies.Catalogs;

namespace VfioActors.Cli.Inputs;

/// <summary>Flags that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary>The name of <see cref="Json"/>.</summary>
    public const string JsonName = "--json";

    /// <summary>What <c>--time</c> is of a search whose failures are made small.</summary>
    public const string TimeOfSearch =
        "stop after so long; what broke is then made small for as long again at most";

    /// <summary>The greatest number of <c>--preemptions</c>.</summary>
    public const int PreemptionsMax = 1_000;

    private const int PortMax = 65_535;
    private const string ConfigName = "--config";
    private const string DiscoverName = "--discover";

    /// <summary>Every command has it.</summary>
    public static Option<bool> Json { get; } = new(JsonName)
    {
        Description = "for programs: JSON on stdout and nothing else there",
        Recursive = true,
    };

    /// <summary>Whose scenarios there are beside those of the house.</summary>
    public static Option<string?> Assembly() => new("--assembly")
    {
        Description = "an assembly with your own scenarios: public classes deriving from Scenario",
        HelpName = "FILE",
    };

    /// <summary>A flag with one text.</summary>
    public static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    /// <summary>A flag that may be given again and again.</summary>
    public static Option<string[]> Texts(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value, Arity = ArgumentArity.OneOrMore };

    /// <summary><c>--preemptions K</c></summary>
    public static Option<string?> Preemptions() => Text(
        "--preemptions",
        "K",
        "only runs that leave an operation that could go on at most K times: complete up to K, by "
            + string.Join(" or ", StrategyCatalog.Bounded));

    /// <summary>The number that <c>--preemptions</c> was given; null for none.</summary>
    /// <exception cref="UsageException">It is none, or too large.</exception>
    public static int? PreemptionsOf(string? text) =>
        (int?)Numbers.Whole("--preemptions", text, 0, PreemptionsMax);

    /// <summary>The trace that a command works on.</summary>
    public static Argument<string> Trace() => new("TRACE") { Description = "a .vtrace file, also .vtrace.gz" };

    /// <summary><c>--known PATH</c></summary>
    public static Option<string[]> Known() => Texts(
        "--known", "PATH", "a minimized trace, or a folder of them: what breaks in the same way was seen before; again "
            + "for more");

    /// <summary><c>--minimize-time SECONDS</c></summary>
    /// <param name="usual">How long it may take when nobody says; empty for any time.</param>
    public static Option<string?> MinimizeTime(string usual = "") => Text(
        "--minimize-time",
        "SECONDS",
        $"how long what broke is made small at most{usual}; then it is shown as small as it is");

    /// <summary><c>--port PORT</c></summary>
    public static Option<string?> Port(string description) => Text("--port", "PORT", description);

    /// <summary>The port that <c>--port</c> was given; null for none.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static int? PortOf(string? text) => (int?)Numbers.Whole("--port", text, 0, PortMax);

    /// <summary><c>--discover NAME[:PORT]</c></summary>
    public static Option<string?> Discover() => Text(
        DiscoverName,
        "NAME[:PORT]",
        "find the members of an Akka.Cluster by Akka.Discovery: a name of DNS, or what --config sets there");

    /// <summary>The service that <c>--discover</c> names.</summary>
    /// <param name="atLeast">How many members must be found.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static MemberLookup ServiceOf(string text, int atLeast) =>
        MemberLookup.Parse(text, atLeast) ?? throw new UsageException(
            $"{DiscoverName} '{text}' is no service; accepted is NAME or NAME:PORT, with a port from 1 to {PortMax}");

    /// <summary><c>--config FILE</c></summary>
    public static Option<string?> AkkaConfig() => Text(
        ConfigName, "FILE", "HOCON of Akka.NET that goes over the program's own, such as bind addresses and TLS");

    /// <summary>The text of the file that <c>--config</c> names; empty for none.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static string AkkaConfigOf(string? file)
    {
        try
        {
            return file is null ? "" : File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{ConfigName} {file} cannot be read: {failure.Message}");
        }
    }
}
