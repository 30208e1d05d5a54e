using Akka.Actor;
using VfioActors.Cluster.Searches.Catalogs;
using VfioActors.Cluster.Searches.Discoveries;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Cluster.Searches.Nodes;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>
/// One search that the nodes of a cluster do together, unit by unit. What a lost node had is done again by others, no
/// result counts twice, and what comes out is what one process would have come to.
/// </summary>
public static class ClusterSearch
{
    /// <summary>So many workers are taken to be there where nobody knows.</summary>
    private const int WorkersUnknown = 16;

    /// <summary>The strategies whose searches can be shared.</summary>
    public static IReadOnlyList<string> Strategies => SharedSearches.Strategies;

    /// <summary>Joins a cluster, or starts one with nodes of its own, and searches.</summary>
    /// <param name="cancellation">Ends it early with what is known so far.</param>
    /// <exception cref="NotSupportedException">The search cannot be shared.</exception>
    /// <exception cref="SearchRefusedException">
    /// No cluster lets it in, or all nodes refuse, or none came.
    /// </exception>
    /// <exception cref="Fleets.NodeEndedException">A node could not be started.</exception>
    public static async Task<ClusterSearchReport> RunAsync(
        ClusterSearchOptions options, CancellationToken cancellation = default)
    {
        CountedStates counted = new();
        var setup = options.Setup();
        UnitLedger ledger = new(setup, options.Strategy, options.Options, SharingOf(options), cancellation)
        {
            Counted = counted.Add,
            Finished = counted.Finish,
            UnitSize = options.UnitSize,
        };
        Address[] seeds = [.. options.Seeds.Select(SearchCluster.Parse)];
        var expected = Math.Max(options.Programs.Count, options.NodesAwaited);
        SearchPlan plan = new(OfferOf(options), ledger, counted, expected, options.Options.Progress)
        {
            StartsNodes = options.Programs.Count > 0,
        };
        var outcome = await GiveAwayAsync(options, plan, seeds, cancellation).ConfigureAwait(false);
        if (outcome.Nodes.Count > 0 && outcome.Nodes.All(node => node.Refusal is not null))
        {
            throw new SearchRefusedException("no node takes part: "
                + string.Join("; ", outcome.Nodes.Select(node => $"{node.Address}: {node.Refusal}")));
        }

        if (outcome.Nodes.Count == 0 && options.Programs.Count == 0 && outcome.Problem is { } nobody)
        {
            throw new SearchRefusedException(nobody);
        }

        return new(
            new(ledger.Report(), ""), outcome.Nodes, ledger.GivenAgain, ledger.Repeated,
            outcome.Problem is { } problem ? [problem] : []);
    }

    /// <summary>How many workers there will be, about: of a cluster that others run it is not known.</summary>
    private static RegionSharing SharingOf(ClusterSearchOptions options)
    {
        var own = options.Programs.Count * options.WorkersPerProgram;
        return own > 0
            ? new(own, Math.Min(own, Environment.ProcessorCount))
            : new(Math.Max(options.NodesAwaited, WorkersUnknown));
    }

    private static async Task<SearchOutcome> GiveAwayAsync(
        ClusterSearchOptions options, SearchPlan plan, Address[] seeds, CancellationToken cancellation)
    {
        var system = SearchCluster.Make(
            options.Hostname, options.Port, SearchCluster.AskerRole, options.Programs.Count > 0, options.Config);
        using SearchProcesses processes = new();
        try
        {
            if (options.Service is { } service)
            {
                // Whoever asks never begins a cluster, though it may be behind the same name as the nodes.
                var self = Akka.Cluster.Cluster.Get(system).SelfAddress;
                seeds = await MemberDiscovery.FindAsync(system, service, self, cancellation).ConfigureAwait(false);
            }

            await SearchCluster.JoinAsync(system, seeds, cancellation).ConfigureAwait(false);
            TaskCompletionSource<SearchOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var actor = system.ActorOf(Props.Create(() => new SearchActor(plan, outcome)), SearchCluster.AskerRole);
            var address = SearchCluster.TextOf(Akka.Cluster.Cluster.Get(system).SelfAddress);
            processes.Start(
                options.Programs, address, ended => actor.Tell(new ProcessEnded(ended), ActorRefs.NoSender));
            return await outcome.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new([], null);
        }
        finally
        {
            await SearchCluster.LeaveAsync(system, isWatched: options.Programs.Count > 0).ConfigureAwait(false);
        }
    }

    private static SearchOffer OfferOf(ClusterSearchOptions options)
    {
        var setup = options.Setup();
        var built = Setup.Of(setup.Scenario, setup.Arguments, setup.Delivery, setup.Faults);
        if (setup.Arguments.Dropped.Count > 0 || !NamesOf(setup).SequenceEqual(NamesOf(built)))
        {
            throw new NotSupportedException("only a scenario with all of its operations and claims goes by its name");
        }

        return new(Random.Shared.NextInt64(), options.Product, ModelHash.Own, setup.Scenario.Name)
        {
            Assembly = options.Assembly,
            Values = [.. setup.Arguments.Values.Select(value => (value.Key, value.Value))],
            Defects = [.. setup.Arguments.Defects.Ids],
            Delivery = setup.Delivery,
            Faults = setup.Faults,
            Strategy = options.Strategy,
            Seed = options.Options.Seed,
            StopsRuns = options.Options.StopsRuns,
            Trial = NodeCatalog.TrialOf(setup),
        };
    }

    private static IEnumerable<string> NamesOf(Setup setup) => setup.Properties.Select(property => property.Name);
}
