using VfioActors.Hosting.Configurations;
using VfioActors.Hosting.Kernels;
using VfioActors.Hosting.Topologies;
using VfioActors.Runtime;

namespace VfioActors.Hosting;

/// <summary>
/// What an application says of its actors in code. What it leaves out is as its configuration says under
/// <c>vfio-actors.hosting</c>, and else as <c>hocon/hosting.conf</c> does.
/// </summary>
public sealed class VfioActorsOptions
{
    private readonly SortedDictionary<string, Type> _keys = new(StringComparer.Ordinal);

    /// <summary>The name of the parent of all actors; null for as configured.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// The section of the dispatcher that the actors run on; empty for whatever the application deploys actors on; null
    /// for as configured.
    /// </summary>
    public string? Dispatcher { get; set; }

    /// <summary>How many calls to one actor may be in flight at once, 1 to 64; null for as configured.</summary>
    public int? Callers { get; set; }

    /// <summary>How many calls to one actor may wait; one more is answered EAGAIN. Null for as configured.</summary>
    public int? Waiting { get; set; }

    /// <summary>How long a client waits for an answer; null for as configured.</summary>
    public TimeSpan? Patience { get; set; }

    /// <summary>
    /// How long an actor that plays a part may take for an answer that others wait for; null for as configured.
    /// </summary>
    public TimeSpan? PartPatience { get; set; }

    /// <summary>How long a shutdown waits for what is in flight; null for as configured.</summary>
    public TimeSpan? DrainTimeout { get; set; }

    /// <summary>The ids of defects that are on, beside those that are configured.</summary>
    public ICollection<string> Defects { get; } = [];

    /// <summary>The name of a profile by subsystem, over what is configured.</summary>
    public IDictionary<string, string> Profiles { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Which actors there are, beside those that are configured.</summary>
    public VfioTopology Topology { get; } = new();

    /// <summary>Who answers choices. By default all goes well: the first option each time.</summary>
    public IChooser Chooser { get; set; } = new SeededChooser(0, 0);

    /// <summary>Told at a shutdown what is still held; the log is told anyway.</summary>
    public Action<DrainReport> Drained { get; set; } = _ => { };

    /// <summary>The keys of actors in the registry.</summary>
    internal IReadOnlyDictionary<string, Type> Keys => _keys;

    /// <summary>
    /// Gives an actor a key in the registry, so that whoever asks for <c>IRequiredActor&lt;TKey&gt;</c> gets it.
    /// </summary>
    /// <param name="actor">The name of the actor in the topology.</param>
    public void Register<TKey>(string actor) => _keys[actor] = typeof(TKey);

    /// <summary>What is configured, with what is said here on top.</summary>
    internal HostingSettings Over(HostingSettings configured, ICollection<string> mistakes)
    {
        VfioTopology topology = new();
        topology.Add(configured.Topology, mistakes);
        topology.Add(Topology, mistakes);
        SortedDictionary<string, string> profiles = new(configured.Profiles, StringComparer.Ordinal);
        foreach (var (subsystem, profile) in Profiles) { profiles[subsystem] = profile; }
        return configured with
        {
            Name = Name ?? configured.Name,
            Dispatcher = Dispatcher ?? configured.Dispatcher,
            Callers = Callers ?? configured.Callers,
            Waiting = Waiting ?? configured.Waiting,
            Patience = Patience ?? configured.Patience,
            PartPatience = PartPatience ?? configured.PartPatience,
            DrainTimeout = DrainTimeout ?? configured.DrainTimeout,
            Defects = [.. configured.Defects, .. Defects],
            Profiles = profiles,
            Topology = topology,
        };
    }
}
