using System.CommandLine;
using VfioActors.Cli.Explorations;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster.Searches.Catalogs;
using VfioActors.Cluster.Searches.Discoveries;
using VfioActors.Cluster.Searches.Nodes;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cli.Commands;

/// <summary><c>node</c>: a member of a cluster that explores for whoever asks.</summary>
internal static class NodeCommand
{
    private const int UsualPort = MemberLookup.UsualPort;
    private const int WorkersMost = 256;
    private const int MembersMost = 10_000;

    /// <summary>Makes the command.</summary>
    public static Command Make(Terminal terminal)
    {
        var seeds = SharedOptions.Texts(
            "--seed-node",
            "HOST:PORT",
            "a member of the cluster to join; again for more; without one a cluster begins here");
        var discover = SharedOptions.Discover();
        var members = SharedOptions.Text(
            "--members", "N", "with --discover: a cluster begins when so many are found; 2 when not said");
        var hostname = SharedOptions.Text(
            "--hostname", "NAME", "under which name others reach this node; 127.0.0.1 when not said");
        var port = SharedOptions.Port($"at which port; {UsualPort} when not said, 0 for any");
        var workers = Workers();
        var assemblies = Assemblies();
        var config = SharedOptions.AkkaConfig();
        Command command = new("node", "Is a node of an Akka.Cluster: it explores for whoever asks there with explore "
            + "--cluster, until Ctrl-C.") { seeds, discover, members, hostname, port, workers, assemblies, config };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(SharedOptions.Json), new()
        {
            Catalog = CatalogOf(parsed.GetValue(assemblies) ?? []),
            Seeds = parsed.GetValue(seeds) ?? [],
            Service = ServiceOf(
                parsed.GetValue(discover), parsed.GetValue(members), parsed.GetValue(seeds) is { Length: > 0 }),
            Hostname = parsed.GetValue(hostname) ?? "127.0.0.1",
            Port = SharedOptions.PortOf(parsed.GetValue(port)) ?? UsualPort,
            Workers = WorkersOf(parsed.GetValue(workers)),
            Config = SharedOptions.AkkaConfigOf(parsed.GetValue(config)),
        }));
        return command;
    }

    /// <summary>Makes the command that an exploration starts itself, which no help shows.</summary>
    public static Command MakeStarted(Terminal terminal)
    {
        var workers = Workers();
        var assemblies = Assemblies();
        Argument<string> asker = new("HOST:PORT");
        Command command = new(ClusterExploration.NodeCommand, "Is a node of an exploration.")
        {
            workers, assemblies, asker,
        };
        command.Hidden = true;
        command.SetAction(parsed => RunStarted(terminal, new()
        {
            Catalog = CatalogOf(parsed.GetValue(assemblies) ?? []),
            Seeds = [parsed.GetValue(asker)!],
            Workers = WorkersOf(parsed.GetValue(workers)),
            IsWatched = true,
        }));
        return command;
    }

    private static MemberLookup? ServiceOf(string? service, string? members, bool hasSeeds)
    {
        if (service is null)
        {
            return members is null ? null
                : throw new UsageException("--members says how many --discover must find: add --discover NAME[:PORT]");
        }

        return hasSeeds
            ? throw new UsageException("--seed-node names members, --discover finds them: one of them, not both")
            : SharedOptions.ServiceOf(service, (int)(Numbers.Whole("--members", members, 1, MembersMost) ?? 2));
    }

    private static int Run(Terminal terminal, bool json, SearchNodeOptions options)
    {
        void Say(string happened, string text)
        {
            if (json) { Json.Write(terminal.Output, new NodeLine(happened, text)); }
            else { terminal.Output.WriteLine($"{happened,-Page.LabelWidth}{text}"); }
            terminal.Output.Flush();
        }

        return Guarded(options, address => Say("ready", address), text => Say("node", text), terminal.Cancellation);
    }

    /// <summary>
    /// Ctrl-C goes to all processes of a terminal: whoever started the node ends it, by ending its input.
    /// </summary>
    private static int RunStarted(Terminal terminal, SearchNodeOptions options)
    {
        using CancellationTokenSource end = new();
        _ = Task.Run(() =>
        {
            Console.In.ReadToEnd();
            end.Cancel();
        });
        return Guarded(options, Say, _ => { }, end.Token);

        void Say(string address)
        {
            terminal.Output.WriteLine(address);
            terminal.Output.Flush();
        }
    }

    private static int Guarded(
        SearchNodeOptions options, Action<string> ready, Action<string> said, CancellationToken end)
    {
        try
        {
            SearchNode.RunAsync(options, ready, said, end).GetAwaiter().GetResult();
            return ExitCode.Held;
        }
        catch (SearchRefusedException failure)
        {
            throw new UsageException(failure.Message);
        }
    }

    private static Option<string?> Workers() => SharedOptions.Text(
        "--workers", "N", "how many units of work it does at once, each with a thread and a world; 1 when not said");

    private static int WorkersOf(string? text) => (int)(Numbers.Whole("--workers", text, 1, WorkersMost) ?? 1);

    private static Option<string[]> Assemblies() => SharedOptions.Texts(
        "--assembly", "FILE", "an assembly with scenarios that others may ask for; again for more");

    private static NodeCatalog CatalogOf(IEnumerable<string> assemblies)
    {
        Dictionary<string, IReadOnlyList<Scenario>> users = [];
        foreach (var file in assemblies)
        {
            var scenarios = UserAssembly.Scenarios(file);
            users[ModelHash.OfFile(file)] = scenarios;
        }

        return new(Product.Version, users);
    }
}
