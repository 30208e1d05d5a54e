using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Type1.Claims;
using VfioActors.Scenarios.Workloads.Users;
using static VfioActors.Scenarios.Type1.Type1Requests;
using static VfioActors.Scenarios.Type1.Type1SettingOptions;

namespace VfioActors.Scenarios.Type1;

/// <summary>
/// Drivers pin and unpin pages while users map and unmap them and groups with an IOMMU come and go, in containers that
/// charge the same memory with the limit about to be hit.
/// </summary>
public sealed class Type1PinUnmapScenario() : SeedScenario(Seed.Type1)
{
    private const string Yes = "yes";
    private const string No = "no";

    /// <inheritdoc/>
    public override string Name => "type1-pin-unmap";

    /// <inheritdoc/>
    public override string Summary => "drivers pin and unpin while users map and unmap and groups come and go";

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Number("drivers", "how many drivers pin and unpin in the first container", 1, 1, 3),
        ScenarioParameter.Number("rounds", "how often each pins and unpins", 1, 1, 4),
        ScenarioParameter.Number("containers", "how many containers; users of the others map and unmap", 1, 1, 3),
        ScenarioParameter.Number("pages", "how many pages a mapping has", 2, 1, 8),
        ScenarioParameter.Number("limit", "how many pages may be locked", 3, 1, 64),
        ScenarioParameter.Word("iommu", "whether a group with an IOMMU enters the first container and leaves", No, Yes),
        ScenarioParameter.Word("remap", "whether the user of the first container maps again after the unmap", No, Yes),
        ScenarioParameter.Word(
            "watch", "whether translations are compared with pins after each step, which tries more orders", No, Yes),
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var drivers = builder.Number("drivers");
        var others = Enumerable.Range(1, builder.Number("containers") - 1);
        Type1Setting setting = new(builder, new()
        {
            Groups =
            [
                .. Enumerable.Range(0, drivers).Select(number => Emulated with { Name = $"m{number}" }),
                Outside,
                .. others.Select(container => Backed with { Name = $"p{container}", Container = container }),
            ],
            Containers = builder.Number("containers"),
            Pages = (ulong)(builder.Number("pages") * builder.Number("containers")),
            Limit = (ulong)builder.Number("limit"),
        });
        AddUsers(builder, setting, drivers);
        setting.ClaimAll(nameof(BatchedAccounting));
        builder.Claim(new PinnedPageIsUnmapped(setting.Actors));
        if (builder.Word("watch") == Yes) { builder.Claim(new NoTranslationAfterUnpin(setting.Actors)); }
    }

    private static void AddUsers(ScenarioBuilder builder, Type1Setting setting, int drivers)
    {
        var pages = (ulong)builder.Number("pages");
        var first = setting.Containers[0];
        List<UserRequest> requests = [Map(first, 0, pages), Unmap(first, 0, pages)];
        if (builder.Word("remap") == Yes) { requests.Add(Map(first, 0, pages)); }
        setting.AddUser(requests);
        for (var driver = 0; driver < drivers; driver++)
        {
            setting.AddUser(Rounds(builder.Number("rounds"), setting, driver));
        }

        if (builder.Word("iommu") == Yes)
        {
            setting.AddUser(Attach(setting.Groups[drivers], first), Detach(setting.Groups[drivers]));
        }

        for (var other = 1; other < setting.Containers.Count; other++)
        {
            var page = (ulong)other * pages;
            setting.AddUser(Map(setting.Containers[other], page, pages), Unmap(setting.Containers[other], page, pages));
        }
    }

    private static IEnumerable<UserRequest> Rounds(int rounds, Type1Setting setting, int driver)
    {
        for (var round = 0; round < rounds; round++)
        {
            yield return Pin(setting.Drivers[driver], 0);
            yield return Unpin(setting.Drivers[driver], 0);
        }
    }
}
