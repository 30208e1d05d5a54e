using Akka.Configuration;
using VfioActors.Hosting.Configurations;

namespace VfioActors.Hosting.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void The_embedded_defaults_are_the_file_that_people_read() =>
        Assert.Equal(
            ConfigurationFactory.ParseString(RepositoryFile.Read("hocon/hosting.conf")).ToString(),
            HostingSettings.Reference.ToString());

    [Fact]
    public void Every_key_of_the_file_is_read_and_every_key_that_is_read_is_in_the_file()
    {
        List<string> mistakes = [];
        var config = ConfigurationFactory.ParseString("vfio-actors.hosting.none = 1");
        HostingSettings.From(config, mistakes);
        var read = Assert.Single(mistakes).Split("accepted: ")[1].Split(", ");
        var written = HostingSettings.Reference.GetConfig(HostingSettings.Section).Root.GetObject().Items.Keys;
        Assert.Equal(read, written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_defaults_make_sense()
    {
        List<string> mistakes = [];
        HostingSettings.From(Config.Empty, mistakes).Check(Config.Empty, mistakes);
        Assert.Empty(mistakes);
    }
}
