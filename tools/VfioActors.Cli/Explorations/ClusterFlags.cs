using System.CommandLine;
using System.Net;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cluster.Searches.Askers;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Races.Files;

namespace VfioActors.Cli.Explorations;

/// <summary>The flags that say which nodes explore together.</summary>
internal sealed class ClusterFlags
{
    /// <summary>Each is a process with a world and what it remembers: some 300 MB in a large search.</summary>
    private const int NodesMost = 16;

    private readonly Option<string[]> _cluster = SharedOptions.Texts(
        "--cluster", "HOST:PORT", "have the nodes of this Akka.Cluster do it together; again for another member of it");
    private readonly Option<string?> _discover = SharedOptions.Discover();
    private readonly Option<string?> _nodes = SharedOptions.Text(
        "--nodes", "N", "have so many processes do it together, started on this machine");
    private readonly Option<string?> _hostname = SharedOptions.Text(
        "--hostname", "NAME", "with --cluster or --discover: under which name the nodes reach this process");
    private readonly Option<string?> _port = SharedOptions.Port(
        "with --cluster or --discover: at which port; usually any");
    private readonly Option<string?> _config = SharedOptions.AkkaConfig();

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_cluster, _discover, _nodes, _hostname, _port, _config];
        foreach (var option in options) { command.Add(option); }
    }

    /// <summary>Which nodes; null for this process alone.</summary>
    /// <param name="request">What is to be explored.</param>
    /// <param name="assembly">The user's assembly.</param>
    /// <exception cref="UsageException">It makes no sense, or cannot be shared.</exception>
    public ClusterRequest? Read(ParseResult parsed, ExplorationRequest request, string? assembly)
    {
        var seeds = parsed.GetValue(_cluster) ?? [];
        var service = parsed.GetValue(_discover) is { } name ? SharedOptions.ServiceOf(name, atLeast: 1) : null;
        var nodes = (int)(Numbers.Whole(_nodes.Name, parsed.GetValue(_nodes), 1, NodesMost) ?? 0);
        var isJoined = seeds.Length > 0 || service is not null;
        if (!isJoined) { RefuseAlone(parsed); }
        if (!isJoined && nodes == 0) { return null; }
        var flag = nodes > 0 ? _nodes.Name : service is null ? _cluster.Name : _discover.Name;
        RefuseTwo(seeds.Length > 0, service is not null, nodes > 0);
        RefuseUnshared(flag, request);
        RefuseOthers(flag, request);
        if (isJoined && request.Options.Workers > 1)
        {
            throw new UsageException($"{flag}: how many units a node does at once it was told when it was started");
        }

        return new(nodes, seeds)
        {
            Service = service,
            Hostname = parsed.GetValue(_hostname) ?? HostFor(service is null ? seeds : [$"{service.Name}:"]),
            Port = SharedOptions.PortOf(parsed.GetValue(_port)) ?? 0,
            Workers = request.Options.Workers,
            Assembly = Building.IsOfHouse(request.Scenario) ? null : assembly,
            Config = SharedOptions.AkkaConfigOf(parsed.GetValue(_config)),
        };
    }

    private void RefuseTwo(bool areNamed, bool areFound, bool areStarted)
    {
        if (areStarted && (areNamed || areFound))
        {
            throw new UsageException($"{(areNamed ? _cluster : (Option)_discover).Name} has nodes already, "
                + $"{_nodes.Name} starts some: one of them, not both");
        }

        if (areNamed && areFound)
        {
            throw new UsageException(
                $"{_cluster.Name} names members, {_discover.Name} finds them: one of them, not both");
        }
    }

    private void RefuseAlone(ParseResult parsed)
    {
        Option<string?>[] needing = [_hostname, _port, _config];
        if (needing.FirstOrDefault(option => parsed.GetValue(option) is not null) is { } needs)
        {
            throw new UsageException(
                $"{needs.Name} says how nodes of a cluster are reached: add {_cluster.Name} HOST:PORT or "
                    + $"{_discover.Name} NAME");
        }
    }

    private static void RefuseUnshared(string flag, ExplorationRequest request)
    {
        if (request.Scenario is RaceScenario)
        {
            throw new UsageException($"{flag}: nodes know scenarios by their names, and a race file is none of them");
        }

        if (request.Strategy is null)
        {
            throw new UsageException(
                $"{flag} shares one strategy: say which, --strategy {string.Join('|', ClusterSearch.Strategies)}");
        }
    }

    private static void RefuseOthers(string flag, ExplorationRequest request)
    {
        if (request.FailNth)
        {
            throw new UsageException($"{flag} shares one search, and --fail-nth is a search for each point");
        }

        if (request.Options.AtMemory != AtMemory.End)
        {
            throw new UsageException($"{flag}: nodes have no bitstate table; leave out --at-memory");
        }

        if (request.Options.From is not null)
        {
            throw new UsageException($"{flag}: a search that was kept goes on in one process, without it");
        }
    }

    /// <summary>Whoever is on this machine reaches the loopback; others are told the name of this machine.</summary>
    private static string HostFor(string[] seeds) =>
        seeds.All(seed => seed.StartsWith("127.", StringComparison.Ordinal)
            || seed.StartsWith("localhost:", StringComparison.Ordinal)) ? "127.0.0.1" : Dns.GetHostName();
}
