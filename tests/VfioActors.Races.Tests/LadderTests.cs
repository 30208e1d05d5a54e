using VfioActors.Races.Files;
using VfioActors.Races.Reports;
using VfioActors.Testing;

namespace VfioActors.Races.Tests;

/// <summary>The ladder in a file's own lines.</summary>
public sealed class LadderTests
{
    [Fact]
    public void The_template_shows_a_last_put_against_a_get() =>
        Golden.Verify("", Checking.Ladder(RaceTemplate.Text));

    [Fact]
    public void A_deadlock_shows_the_spans_of_the_locks() => Golden.Verify("", Checking.Ladder("""
        DEFINE_MUTEX(a);
        DEFINE_MUTEX(b);
        int x;

        CPU0 {
        	mutex_lock(&a);
        	mutex_lock(&b);
        	x = 1;
        	mutex_unlock(&b);
        	mutex_unlock(&a);
        }

        CPU1 {
        	mutex_lock(&b);
        	mutex_lock(&a);
        	x = 2;
        	mutex_unlock(&a);
        	mutex_unlock(&b);
        }
        """));

    [Fact]
    public void No_line_is_wider_than_a_mail() =>
        Assert.All(
            Checking.Ladder(RaceTemplate.Text).Split('\n').TakeWhile(line => line.Length > 0),
            line => Assert.InRange(line.Length, 0, RaceLadder.Width));
}
