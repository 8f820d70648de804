import RLDisplay
import RLEnvironmentKit
import RLEnvironments
import TestSupport
import Testing

#if SDL
  extension WindowTests {
    @Suite(.timeLimit(.minutes(20)), .serialized) struct Screens {
      @Test func `a screen opens its window with the first moments and keeps what it shows`() throws {
        var screen = try WindowScreen(title: "test", driver: .dummy)
        #expect(screen.picture == nil)
        #expect(screen.tellsReleases)
        var world = try #require(try EnvironmentCatalog.entry(named: "minatar/breakout")).makeEnvironment()
        world.seed(1)
        var moment = Moment(world: world, observation: world.reset())
        moment.world = world
        var notes = Notes()
        notes.status = "paused"
        var stage = Stage()
        for step in 0..<3 {
          notes.showsPanel = step != 1
          moment.step = step
          try screen.show([moment], notes)
          #expect(screen.picture == stage.compose([moment], notes))
          #expect(screen.events() == [])
        }
      }
    }
  }
#else
  @Suite(.timeLimit(.minutes(20))) struct WindowSupportTests {
    @Test func `a build without windows refuses them with the reason`() {
      #expect(throws: WindowError.notBuiltIn) { try WindowSupport.screen(title: "test") }
    }
  }
#endif
