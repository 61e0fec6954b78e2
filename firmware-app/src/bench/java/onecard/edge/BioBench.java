package onecard.edge;

/// What comparing people costs: the engines, a relay's way while they are busy, and the daemon that
/// holds them.
final class BioBench implements Bench.Work {

    @Override
    public void run(Bench.Setting setting) throws Exception {
        System.out.println("bio: " + setting.rounds() + " rounds");
        new FingerBench().run(setting);
        new VeinBench().run(setting);
        new BesideMatchBench().run(setting);
        new FirstMatchBench().run(setting.in("first"));
    }
}
