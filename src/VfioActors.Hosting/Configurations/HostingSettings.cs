using Akka.Configuration;
using VfioActors.Behaviors.Defects;
using VfioActors.Hosting.Topologies;

namespace VfioActors.Hosting.Configurations;

/// <summary>What <c>hocon/hosting.conf</c> says, or an application in its place.</summary>
internal sealed record HostingSettings
{
    /// <summary>The section that all keys are in.</summary>
    internal const string Section = "vfio-actors.hosting";

    /// <summary>Every key with its default, as the file in the assembly has it.</summary>
    internal static Config Reference { get; } =
        ConfigurationFactory.FromResource("VfioActors.Hosting.hosting.conf", typeof(HostingSettings).Assembly);

    internal required string Name { get; init; }

    internal required string Dispatcher { get; init; }

    internal required int Callers { get; init; }

    internal required int Waiting { get; init; }

    internal required TimeSpan Patience { get; init; }

    internal required TimeSpan PartPatience { get; init; }

    internal required TimeSpan DrainTimeout { get; init; }

    internal required IReadOnlyList<string> Defects { get; init; }

    internal required SortedDictionary<string, string> Profiles { get; init; }

    internal required VfioTopology Topology { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="config">What the actor system is made with; the reference has what it lacks.</param>
    /// <param name="mistakes">Where each mistake goes, as one line.</param>
    internal static HostingSettings From(Config config, ICollection<string> mistakes)
    {
        var section = SectionReader.Of(config.WithFallback(Reference), Section, mistakes);
        HostingSettings settings = new()
        {
            Name = section.Name("name"),
            Dispatcher = section.Text("dispatcher") ?? "",
            Callers = section.Count("callers", 0),
            Waiting = section.Count("waiting", 0),
            Patience = section.Time("patience"),
            PartPatience = section.Time("part-patience"),
            DrainTimeout = section.Time("drain-timeout"),
            Defects = section.Texts("defects"),
            Profiles = ProfilesIn(section.Section("profiles")),
            Topology = TopologyReader.Read(section.Section("topology")),
        };
        section.Finish();
        return settings;
    }

    /// <summary>Says what is wrong, and gives the defects that are on.</summary>
    internal DefectSet Check(Config config, ICollection<string> mistakes)
    {
        Within("callers", Callers, 1, 64, mistakes);
        Within("waiting", Waiting, 0, 1_000_000, mistakes);
        if (Dispatcher.Length > 0 && !config.HasPath(Dispatcher))
        {
            mistakes.Add($"{Section}.dispatcher is {Dispatcher}, and there is no such section");
        }

        new TopologyCheck(Topology, mistakes).Run();
        return KernelChoice.Of(Profiles, Defects, mistakes);
    }

    private static SortedDictionary<string, string> ProfilesIn(SectionReader section)
    {
        SortedDictionary<string, string> profiles = new(StringComparer.Ordinal);
        foreach (var name in section.Names) { profiles.Add(name, section.Name(name)); }
        return profiles;
    }

    private static void Within(string key, int value, int least, int most, ICollection<string> mistakes)
    {
        if (value >= least && value <= most) { return; }
        mistakes.Add($"{Section}.{key} is {value}; accepted: {least} to {most}");
    }
}
