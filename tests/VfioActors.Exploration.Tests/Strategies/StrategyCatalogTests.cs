using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class StrategyCatalogTests
{
    /// <summary>They need more than a seed and properties: a schedule, or another strategy.</summary>
    private static readonly Type[] NotByName = [typeof(ReplayStrategy), typeof(TwiceStrategy)];

    [Fact]
    public void Every_strategy_is_listed_once()
    {
        var listed = StrategyCatalog.All.Select(entry => entry.Make(1, []).GetType().Name).Order();
        var there = typeof(IStrategy).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(IStrategy)) && !type.IsAbstract)
            .Except(NotByName).Select(type => type.Name).Order();
        Assert.Equal(there, listed);
    }

    [Fact]
    public void Every_strategy_has_its_own_name_and_help()
    {
        Assert.All(StrategyCatalog.All, entry =>
        {
            Assert.Equal(entry.Name, entry.Make(1, []).Traits.Name);
            Assert.Equal(entry.Name, StrategyCatalog.Make(entry.Name, 1, [])!.Traits.Name);
            Assert.InRange(entry.Help.Length, 20, 100);
        });
        Assert.Equal(StrategyCatalog.All.Count, StrategyCatalog.All.Select(entry => entry.Help).Distinct().Count());
        Assert.Equal(StrategyCatalog.All.Count, StrategyCatalog.Names.Distinct().Count());
        Assert.Null(StrategyCatalog.Make("guess", 1, []));
    }
}
