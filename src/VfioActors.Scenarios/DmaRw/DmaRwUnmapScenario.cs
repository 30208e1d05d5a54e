using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.DmaRw.Claims;
using VfioActors.Scenarios.Type1;
using VfioActors.Scenarios.Workloads.Users;
using static VfioActors.Scenarios.Type1.Type1Requests;

namespace VfioActors.Scenarios.DmaRw;

/// <summary>
/// Drivers access memory by IOVA while a user unmaps it, the dirty log is read, a driver pins and a page is missing
/// that user space provides late.
/// </summary>
public sealed class DmaRwUnmapScenario() : SeedScenario(Seed.DmaRw)
{
    private const string Yes = "yes";
    private const string No = "no";

    /// <inheritdoc/>
    public override string Name => "dma-rw-unmap";

    /// <inheritdoc/>
    public override string Summary => "drivers access memory while it is unmapped, pinned, logged and provided late";

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("accesses", "how many threads of the driver write", 1, 1, 4),
        ScenarioParameter.Number("mappings", "how many mappings of one page each access crosses", 2, 1, 4),
        ScenarioParameter.Word("unmap", "whether the user unmaps the first mapping", Yes, No),
        ScenarioParameter.Word("remap", "whether the user maps it again after that", No, Yes),
        ScenarioParameter.Word("log", "whether the dirty log is on and read twice beside", No, Yes),
        ScenarioParameter.Word("pin", "whether the driver pins the first page beside", No, Yes),
        ScenarioParameter.Word(
            "missing", "whether user space has to provide the first page, and maps before it does", No, Yes),
        ScenarioParameter.Word(
            "watch", "whether answers and copies are held against each other, which tries more orders", No, Yes),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Exhibit> Exhibits => [];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var missing = builder.Word("missing") == Yes;
        Type1Setting setting = new(builder, new()
        {
            Groups = [Type1SettingOptions.Emulated],
            Pages = (ulong)builder.Number("mappings"),
            Memory = memory => missing ? memory with { Awaited = [(DmaRwRequests.At(0), new(1))] } : memory,
        });
        AddUsers(builder, setting);
        builder.Claim(DmaRwClaims.OfAll(setting.Actors));
        if (builder.Word("watch") == Yes) { builder.Claim(Watchers(setting.Actors)); }
    }

    private static IReadOnlyList<Property> Watchers(Type1Actors actors) =>
        [new DirtySuperset(actors), new NoAccessAfterUnmapReply(actors)];

    private static void AddUsers(ScenarioBuilder builder, Type1Setting setting)
    {
        var (container, driver) = (setting.Containers[0], setting.Drivers[0]);
        var mappings = (ulong)builder.Number("mappings");
        List<UserRequest> requests = [.. Maps(setting, mappings)];
        if (builder.Word("log") == Yes) { requests.Add(StartLog(container)); }
        if (builder.Word("unmap") == Yes) { requests.Add(Unmap(container, 0, 1)); }
        if (builder.Word("remap") == Yes) { requests.Add(DmaRwRequests.Map(container, 0, 1, 0)); }
        setting.AddUser(requests);
        for (var access = 0; access < builder.Number("accesses"); access++)
        {
            setting.AddUser(DmaRwRequests.Write(driver, 0, mappings * DmaRwRequests.Page));
        }

        if (builder.Word("log") == Yes)
        {
            setting.AddUser(GetLog(container, 0, mappings), GetLog(container, 0, mappings));
        }

        if (builder.Word("pin") == Yes) { setting.AddUser(Pin(driver, 0), Unpin(driver, 0)); }
        if (builder.Word("missing") == Yes)
        {
            setting.AddUser(DmaRwRequests.Map(container, mappings, 1, 0), DmaRwRequests.Provide(0));
        }
    }

    private static IEnumerable<UserRequest> Maps(Type1Setting setting, ulong mappings)
    {
        for (var page = 0UL; page < mappings; page++)
        {
            yield return DmaRwRequests.Map(setting.Containers[0], page, 1, page);
        }
    }
}
