using Akka.Configuration;

namespace VfioActors.Storm.Tests;

public sealed class StormSettingsTests
{
    [Fact]
    public void Every_key_of_the_storm_is_one_that_Akka_reads()
    {
        var known = ConfigurationFactory.Default();
        var keys = StormSettings.Quiet.AsEnumerable().SelectMany(pair => Keys(pair.Key, pair.Value)).ToList();
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.True(known.HasPath(key), key));
    }

    private static IEnumerable<string> Keys(string path, Akka.Configuration.Hocon.HoconValue value) =>
        value.IsObject()
            ? value.GetObject().Items.SelectMany(item => Keys($"{path}.{item.Key}", item.Value))
            : [path];
}
